package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on the phantom, dropout and augmentation included, in one piece and in two. */
class ExactResumeTest {
  private static final int ITERATIONS = 8;

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "pytorch, engine, 1",
    "pytorch, portable, 2",
    "tensorflow, engine, 2",
    "tensorflow, portable, 1"
  })
  void aRunInTwoPartsEndsWithTheBitsOfTheWholeRun(String engine, String random, int threads)
      throws IOException {
    requireSameBits(
        SmallRuns.config(
            engine,
            "threads=" + threads,
            "random=" + random,
            "train.iterations=" + ITERATIONS,
            "train.unlabeled_batch=1"));
  }

  /** 3 iterations of 8 are beyond the pre-training of copy-paste. */
  @ParameterizedTest
  @MethodSource("methodsOnEngines")
  void everyMethodGoesOnExactly(String method, String engine) throws IOException {
    requireSameBits(
        SmallRuns.config(
            engine, "method.name=" + method, "threads=1", "train.iterations=" + ITERATIONS));
  }

  /** Stopped in the pre-training of copy-paste, at its end, and behind it. */
  @ParameterizedTest
  @CsvSource({"pytorch, 2", "pytorch, 4", "pytorch, 6", "tensorflow, 3", "tensorflow, 4"})
  void copyPasteGoesOnFromTheBestOfItsPretraining(String engine, int stopAfter) throws IOException {
    requireSameBits(
        SmallRuns.config(
            engine,
            "method={name: bcp, copy_paste: {pretrain: 0.5}}",
            "threads=1",
            "train={learning_rate: 0.1, validate_every: 1, iterations: %d}".formatted(ITERATIONS)),
        stopAfter);
  }

  /** Stopped within the warm-up and behind it. */
  @ParameterizedTest
  @CsvSource({"pytorch, 2", "pytorch, 5", "tensorflow, 2", "tensorflow, 5"})
  void adamWOnACosineGoesOnExactly(String engine, int stopAfter) throws IOException {
    requireSameBits(
        SmallRuns.config(
            engine,
            "threads=1",
            "train={optimizer: adamw, learning_rate: 0.001, weight_decay: 0.05}",
            "train={schedule: cosine, warmup: 4, iterations: %d}".formatted(ITERATIONS)),
        stopAfter);
  }

  /** Two micro-batches a step, whose blocks are computed twice. */
  @ParameterizedTest
  @CsvSource({
    "pytorch, icl",
    "pytorch, bcp",
    "pytorch, unimatch",
    "tensorflow, icl",
    "tensorflow, mean-teacher",
    "tensorflow, ad-mt"
  })
  void dividedStepsGoOnExactly(String engine, String method) throws IOException {
    requireSameBits(
        SmallRuns.config(
            engine,
            "method.name=" + method,
            "threads=1",
            "train={labeled_batch: 4, unlabeled_batch: 4, accumulate: 2, recompute: blocks,"
                + " iterations: %d}".formatted(ITERATIONS)));
  }

  /** Teachers take turns of one or two steps, so that the turn goes on, too. */
  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void teachersThatTakeTurnsGoOnExactly(String engine) throws IOException {
    requireSameBits(
        SmallRuns.config(
            engine,
            "method={name: ad-mt, threshold: 0.3, longest_turn: 2}",
            "threads=1",
            "train.iterations=" + ITERATIONS));
  }

  /** What AdamW remembers, its count of steps too, is that of the best of the pre-training. */
  @ParameterizedTest
  @CsvSource({"pytorch, 5", "tensorflow, 3"})
  void copyPasteWithAdamWGoesOnFromTheBestOfItsPretraining(String engine, int stopAfter)
      throws IOException {
    requireSameBits(
        SmallRuns.config(
            engine,
            "method={name: bcp, copy_paste: {pretrain: 0.5}}",
            "threads=1",
            "train={optimizer: adamw, learning_rate: 0.01, validate_every: 1, iterations: %d}"
                .formatted(ITERATIONS)),
        stopAfter);
  }

  /** Volumes of two channels. */
  @ParameterizedTest
  @CsvSource({"pytorch, engine, unet3d", "tensorflow, engine, unet3d", "pytorch, portable, vnet"})
  void aRunOnVolumesGoesOnExactly(String engine, String random, String network) throws IOException {
    Path scans = temporary.resolve("scans");
    new PhantomFolder(scans).writeTwoChannels(3, 2);
    requireSameBits(
        SmallRuns.config(
            engine,
            "threads=1",
            "random=" + random,
            "method={heads: [2, 2, 2], consistency_weight: 10}",
            "network={name: %s, channels: [2, 2, 4, 4, 4], dropout: [0.3, 0.3]}".formatted(network),
            "data={name: folder, root: '%s', channels: [bright, dark], augment: brats+intensity,"
                    .formatted(scans)
                + " validation_patients: 1, classes: [background, RV, Myo, LV],"
                + " foreground_share: 0.5}",
            "train={labeled_batch: 1, unlabeled_batch: 1, patch: [16, 32, 32]}",
            "train.iterations=" + ITERATIONS));
  }

  static Stream<Arguments> methodsOnEngines() {
    return SmallRuns.methodsOnEngines().filter(a -> !a.get()[0].equals("icl"));
  }

  private void requireSameBits(RunConfig config) throws IOException {
    // 3 is neither a validation nor a regular checkpoint
    requireSameBits(config, 3);
  }

  private void requireSameBits(RunConfig config, int stopAfter) throws IOException {
    RunFolder whole = new RunFolder(temporary.resolve("whole"));
    RunFolder parts = new RunFolder(temporary.resolve("parts"));

    List<StepReport> expected = SmallRuns.run(config, whole);
    List<StepReport> found = new ArrayList<>(SmallRuns.run(config, parts, false, stopAfter));
    assertThat(found).hasSize(stopAfter);
    found.addAll(SmallRuns.run(config, parts, true, Integer.MAX_VALUE));

    assertThat(found).hasSize(ITERATIONS);
    for (int i = 0; i < ITERATIONS; i++) {
      assertThat(found.get(i).losses()).isEqualTo(expected.get(i).losses());
      assertThat(found.get(i).learningRate()).isEqualTo(expected.get(i).learningRate());
      assertThat(found.get(i).validation()).isEqualTo(expected.get(i).validation());
      assertThat(found.get(i).best()).isEqualTo(expected.get(i).best());
    }
    for (String file :
        List.of(
            "last.safetensors", "last-1.safetensors", "final.safetensors", "best.safetensors")) {
      assertSameBits(parts.checkpoints().resolve(file), whole.checkpoints().resolve(file));
    }
  }

  /** Metadata and every bit of every tensor, the checksum over them included. */
  private static void assertSameBits(Path found, Path expected) throws IOException {
    Map<String, String> metadata = MiniSafetensors.read(expected).metadata();
    assertThat(MiniSafetensors.read(found).metadata()).isEqualTo(metadata);
    assertThat(Files.readAllBytes(found)).isEqualTo(Files.readAllBytes(expected));
  }
}
