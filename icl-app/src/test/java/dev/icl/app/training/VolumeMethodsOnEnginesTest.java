package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.config.RunConfig;
import dev.icl.app.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Methods on parts of volumes, from scans of two channels to the checkpoints. {@link
 * EveryMethodInAnyRankTest} trains every method on volumes, with a smaller network.
 */
class VolumeMethodsOnEnginesTest {
  private static final int ITERATIONS = 4;

  @TempDir Path temporary;

  /** 4 iterations are the two phases of copy-paste, and moves of a teacher. */
  @ParameterizedTest
  @MethodSource("dev.icl.app.training.SmallRuns#methodsOfEachKind")
  void bothEnginesFollowOneLossCurve(String method) throws IOException {
    requireOneCurve(run(method, "pytorch"), run(method, "tensorflow"));
    RunFolder folder = folder(method + "-pytorch");
    assertThat(folder.checkpoints().resolve("best.safetensors")).exists();
    if (method.startsWith("icl")) {
      assertThat(Files.readString(folder.config()))
          .contains("consistency_weight: 10.0", "heads: [8, 4, 4]");
    }
  }

  /** The losses of the program for left atria, and a teacher that is validated and saved. */
  @Test
  void bothEnginesFollowOneLossCurveOfCopyPasteForLeftAtria() {
    String[] atria = {
      "method.copy_paste={pretrain: 0.5, start: best_network, pretrain_rate: constant, losses: la}",
      "method.unsupervised.keep=teacher"
    };

    requireOneCurve(
        SmallRuns.run(config("bcp", "pytorch", atria), folder("pytorch")),
        SmallRuns.run(config("bcp", "tensorflow", atria), folder("tensorflow")));

    assertThat(folder("tensorflow").checkpoints().resolve("final.safetensors")).exists();
  }

  private static void requireOneCurve(List<StepReport> pytorch, List<StepReport> tensorflow) {
    assertThat(pytorch).hasSize(ITERATIONS);
    for (int i = 0; i < ITERATIONS; i++) {
      // rounding grows with every step, and most in small terms
      LossCurves.assertClose(tensorflow.get(i), pytorch.get(i), i < 2 ? 1e-4 : 2e-2, 1e-5);
    }
  }

  /** Its levels follow from the spacing of the scans, and the heads of ICL from its levels. */
  @Test
  void whatFollowsFromTheScansStaysWhenATrainingGoesOn() throws IOException {
    RunConfig config =
        config(
            "icl",
            "pytorch",
            "network={name: unet, base_features: 4}",
            "train={iterations: 2, checkpoint_every: 1}");

    assertThat(SmallRuns.run(config, folder("run"), false, 1)).hasSize(1);
    String began = Files.readString(folder("run").config());
    assertThat(SmallRuns.run(config, folder("run"), true, Integer.MAX_VALUE)).hasSize(1);

    assertThat(config.method().value("heads")).contains(List.of());
    assertThat(began)
        .contains("consistency_weight: 10.0", "plan: given")
        .doesNotContain("heads: []");
    assertThat(Files.readString(folder("run").config())).isEqualTo(began);
  }

  /** Weights of a proxy with {@code axial} or without a mixer serve other patches, too. */
  @ParameterizedTest
  @CsvSource({"pytorch, axial", "tensorflow, none"})
  void proxiesOfOneSizeOfPatchStartATrainingOfAnother(String engine, String mixer)
      throws IOException {
    SmallRuns.run(config("icl", engine, "method.mixer=" + mixer), folder("small"));

    SmallRuns.run(
        config(
            "icl",
            engine,
            "method.mixer=" + mixer,
            "train.patch=[16, 32, 48]",
            "train.from=" + folder("small").last()),
        folder("large"));

    JsonNode from = new ObjectMapper().readTree(folder("large").summary().toFile()).get("from");
    assertThat(from.get("missing_of_method").intValue()).isZero();
    assertThat(from.get("missing")).isEmpty();
  }

  @Test
  void proxiesWithTheDenseMixerDoNot() {
    SmallRuns.run(config("icl", "pytorch", "method.mixer=dense"), folder("small"));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(
            () ->
                SmallRuns.run(
                    config(
                        "icl",
                        "pytorch",
                        "method.mixer=dense",
                        "train.patch=[16, 32, 32]",
                        "train.from=" + folder("small").last()),
                    folder("large")))
        .withMessageContaining("has tensors of other shapes: 'sspa.class_decoders.0.");
  }

  private List<StepReport> run(String method, String engine) {
    return SmallRuns.run(config(method, engine), folder(method + "-" + engine));
  }

  private RunFolder folder(String name) {
    return new RunFolder(temporary.resolve(name));
  }

  /** A weight that shows in the objective from the first step on. */
  private static RunConfig config(String method, String engine, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "method={name: " + method + ", heads: [], mixer: axial, mixer_rank: 4}",
                "method.unsupervised={weight: 1, ramp_up: 0}",
                "method.copy_paste.pretrain=0.5",
                // what is added to ICL needs no more of it than this
                "method.ablation.scales=" + (method.startsWith("icl+") ? "[1]" : "[]"),
                "network={name: unet3d, channels: [2, 2, 4, 4, 8], dropout: [0.3, 0.3]}",
                "data={name: phantom3d, phantom_patients: 2, phantom_validation: 1,"
                    + " phantom_size: [16, 32, 32], phantom_channels: 2, augment: brats}",
                "train={patch: [16, 16, 32], iterations: " + ITERATIONS + "}",
                "random=portable",
                "threads=1"));
    settings.addAll(List.of(more));
    return SmallRuns.config(engine, settings.toArray(String[]::new));
  }
}
