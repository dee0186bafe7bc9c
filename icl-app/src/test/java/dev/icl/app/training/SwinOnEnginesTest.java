package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.predict.Segmenter;
import dev.icl.app.run.RunFolder;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Swin networks on both engines, in slices and in parts of scans, with stochastic depth. */
class SwinOnEnginesTest {
  private static final List<String> SLICES =
      List.of(
          "train.patch=[32, 32]",
          "network={name: swinunet2d, embedding: 6, depths: [2, 1], heads: [2, 3], window: 4,"
              + " drop_path: 0.3}");

  private static final List<String> VOLUMES =
      List.of(
          "train.patch=[32, 32, 32]",
          "network={name: swinunetr3d, embedding: 2, depths: [2, 1, 1, 1], heads: [1, 1, 2, 2],"
              + " window: 4, drop_path: 0.3}");

  @TempDir Path temporary;

  @BeforeEach
  void scans() {
    new PhantomFolder(temporary.resolve("scans")).write(4, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: icl, heads: [3], mixer: dense}",
        "{name: mean-teacher}",
        "{name: bcp}",
      })
  void bothEnginesFollowOneLossCurveOfSlices(String method) {
    assertSameCurve(SLICES, method);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: icl, heads: [4, 2, 2], mixer: axial, mixer_rank: 8}",
        "{name: supervised}",
      })
  void bothEnginesFollowOneLossCurveOfVolumes(String method) {
    assertSameCurve(VOLUMES, method);
  }

  private void assertSameCurve(List<String> network, String method) {
    List<String> settings = new ArrayList<>(network);
    settings.add("method=" + method);
    List<StepReport> pytorch = SmallRuns.run(config("pytorch", settings), folder("pytorch"));
    List<StepReport> tensorflow =
        SmallRuns.run(config("tensorflow", settings), folder("tensorflow"));

    assertThat(pytorch).hasSize(3);
    for (int i = 0; i < 3; i++) {
      LossCurves.assertClose(tensorflow.get(i), pytorch.get(i), 1e-3, 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void blocksThatAreComputedTwiceTrainTheSame(String engine) {
    List<String> settings = new ArrayList<>(SLICES);
    settings.add("method.name=supervised");
    List<StepReport> kept = SmallRuns.run(config(engine, settings), folder("kept"));
    settings.add("train.recompute=blocks");
    List<StepReport> twice = SmallRuns.run(config(engine, settings), folder("twice"));

    for (int i = 0; i < 3; i++) {
      double loss = kept.get(i).losses().get("ce");
      assertThat(twice.get(i).losses().get("ce")).isCloseTo(loss, within(1e-5));
    }
  }

  @Test
  void aTrainingGoesOnAndItsNetworkSegments() throws IOException {
    List<String> settings = new ArrayList<>(SLICES);
    settings.add("method.name=supervised");
    settings.add("train.checkpoint_every=1");
    RunConfig config = config("tensorflow", settings);
    RunFolder run = folder("run");

    assertThat(SmallRuns.run(config, run, false, 2)).hasSize(2);
    assertThat(SmallRuns.run(config, run, true, Integer.MAX_VALUE)).hasSize(1);
    Scan scan =
        VolumeFormats.installed().readImage(temporary.resolve("scans/images/case04.nii.gz"));
    try (Segmenter segmenter = Segmenter.load(run.checkpoints().resolve("final.safetensors"))) {
      assertThat(segmenter.segment(scan).shape()).isEqualTo(scan.shape());
    }
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
                "data={name: folder, root: scans, labeled: 2, validation_patients: 1,"
                    + " classes: [background, RV, Myo, LV], augment: none}",
                "train={iterations: 3, labeled_batch: 2, unlabeled_batch: 2,"
                    + " learning_rate: 0.01, validate_every: 3}"));
    settings.addAll(more);
    return new RunConfigReader(Map.of(), temporary).read(Optional.empty(), settings);
  }
}
