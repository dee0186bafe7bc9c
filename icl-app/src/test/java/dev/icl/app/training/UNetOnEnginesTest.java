package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.predict.Segmenter;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The planned U-Net on both engines, in slices and in parts of scans. */
class UNetOnEnginesTest {
  private static final String SLICES = "train.patch=[32, 32]";

  /** Slices 10 mm apart, 1.8 mm within: kernels of 1 and strides of 1 along the first axis. */
  private static final String VOLUMES = "train.patch=[8, 32, 32]";

  @TempDir Path temporary;

  @BeforeEach
  void scans() {
    new PhantomFolder(temporary.resolve("scans")).write(4, 3);
  }

  static Stream<Arguments> trainings() {
    return Stream.of(
        Arguments.of(
            List.of(SLICES, "method={name: icl, heads: [4, 2, 2], mixer: axial, mixer_rank: 8}")),
        Arguments.of(
            List.of(
                VOLUMES,
                "method={name: icl, heads: [4, 2, 2], mixer: axial, mixer_rank: 8}",
                "network.deep_supervision=true")),
        Arguments.of(List.of(VOLUMES, "method.name=supervised", "network.encoder=residual")),
        Arguments.of(
            List.of(VOLUMES, "method.name=mean-teacher", "network.deep_supervision=true")));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void bothEnginesFollowOneLossCurve(List<String> settings) {
    List<StepReport> pytorch = SmallRuns.run(config("pytorch", settings), folder("pytorch"));
    List<StepReport> tensorflow =
        SmallRuns.run(config("tensorflow", settings), folder("tensorflow"));

    assertThat(pytorch).hasSize(3);
    for (int i = 0; i < 3; i++) {
      LossCurves.assertClose(tensorflow.get(i), pytorch.get(i), 1e-3, 1e-5);
    }
  }

  @Test
  void whatWasPlannedIsWrittenAndPredictedWith() throws IOException {
    RunFolder run = folder("run");
    SmallRuns.run(config("pytorch", List.of(VOLUMES, "method.name=supervised")), run);

    RunConfig written =
        new RunConfigReader(Map.of(), temporary).read(Optional.of(run.config()), List.of());
    assertThat(written.network().value("strides"))
        .contains(List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(1, 2, 2), List.of(2, 2, 2)));
    assertThat(written.network().value("kernels"))
        .contains(List.of(List.of(1, 3, 3), List.of(1, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3)));
    Path network = run.checkpoints().resolve("final.safetensors");
    try (Checkpoint checkpoint = Checkpoint.open(network)) {
      assertThat(checkpoint.info().config()).contains("strides: [[1, 1, 1], [1, 2, 2]");
    }
    Scan scan =
        VolumeFormats.installed().readImage(temporary.resolve("scans/images/case04.nii.gz"));
    try (Segmenter segmenter = Segmenter.load(network)) {
      assertThat(segmenter.segment(scan).shape()).isEqualTo(scan.shape());
    }
  }

  @Test
  void aTrainingGoesOnFromTheConfigurationThatItBeganWith() throws IOException {
    RunConfig config =
        config("pytorch", List.of(SLICES, "method.name=supervised", "train.checkpoint_every=1"));
    RunFolder run = folder("run");

    assertThat(SmallRuns.run(config, run, false, 2)).hasSize(2);
    assertThat(SmallRuns.run(config, run, true, Integer.MAX_VALUE)).hasSize(1);
    assertThat(Files.readString(run.config())).contains("plan: given").doesNotContain("history");
  }

  private RunFolder folder(String name) {
    return new RunFolder(temporary.resolve(name));
  }

  private RunConfig config(String engine, List<String> more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "engine=" + engine,
                "device=cpu",
                "seed=5",
                "random=portable",
                "threads=1",
                "network={name: unet, base_features: 4}",
                "data={name: folder, root: scans, labeled: 2, validation_patients: 1,"
                    + " classes: [background, RV, Myo, LV], augment: none}",
                "train={iterations: 3, labeled_batch: 2, unlabeled_batch: 2,"
                    + " learning_rate: 0.01, validate_every: 3}"));
    settings.addAll(more);
    return new RunConfigReader(Map.of(), temporary).read(Optional.empty(), settings);
  }
}
