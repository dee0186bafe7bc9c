package dev.icl.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.bench.app.IclApplication;
import dev.icl.bench.app.IclApplication.Permissions;
import dev.icl.bench.config.RunConfigReader;
import dev.icl.bench.run.RunFolder;
import dev.icl.bench.run.Supervision;
import dev.icl.bench.run.Training;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.config.RunConfig;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.data.model.FirstPass;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    RunConfig config = config(engine, random, threads);
    RunFolder whole = new RunFolder(temporary.resolve("whole"));
    RunFolder parts = new RunFolder(temporary.resolve("parts"));

    List<StepReport> expected = run(config, whole, false, Integer.MAX_VALUE);
    // 3 is neither a validation nor a regular checkpoint
    List<StepReport> found = new ArrayList<>(run(config, parts, false, 3));
    assertThat(found).hasSize(3);
    found.addAll(run(config, parts, true, Integer.MAX_VALUE));

    assertThat(found).hasSize(ITERATIONS);
    for (int i = 0; i < ITERATIONS; i++) {
      assertThat(found.get(i).losses()).isEqualTo(expected.get(i).losses());
      assertThat(found.get(i).learningRate()).isEqualTo(expected.get(i).learningRate());
      assertThat(found.get(i).validation()).isEqualTo(expected.get(i).validation());
      assertThat(found.get(i).best()).isEqualTo(expected.get(i).best());
    }
    for (String file : List.of("last.safetensors", "last-1.safetensors", "best.safetensors")) {
      assertSameBits(parts.checkpoints().resolve(file), whole.checkpoints().resolve(file));
    }
  }

  /** Metadata and every bit of every tensor, the checksum over them included. */
  private static void assertSameBits(Path found, Path expected) throws IOException {
    Map<String, String> metadata = MiniSafetensors.read(expected).metadata();
    assertThat(MiniSafetensors.read(found).metadata()).isEqualTo(metadata);
    assertThat(Files.readAllBytes(found)).isEqualTo(Files.readAllBytes(expected));
  }

  private static List<StepReport> run(
      RunConfig config, RunFolder folder, boolean resume, int stopAfter) {
    List<StepReport> reports = new ArrayList<>();
    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      Training.of(config, FirstPass.SILENT)
          .run(
              application.engine(),
              folder,
              resume,
              // the trainer asks before it reports the step
              new Supervision(reports::add, w -> {}, () -> reports.size() + 1 >= stopAfter));
    }
    return reports;
  }

  private static RunConfig config(String engine, String random, int threads) {
    return new RunConfigReader(Map.of(), Path.of(""))
        .read(
            Optional.empty(),
            List.of(
                "engine=" + engine,
                "device=cpu",
                "threads=" + threads,
                "seed=11",
                "random=" + random,
                "method={heads: [4, 2]}",
                "network={channels: [4, 4, 8, 8], dropout: [0.05, 0.1, 0.2, 0.3]}",
                "data={labeled: 1, phantom_patients: 2, phantom_validation: 1}",
                "train={labeled_batch: 2, unlabeled_batch: 1, patch: [32, 32]}",
                "train.iterations=" + ITERATIONS,
                "train.validate_every=4",
                "train.checkpoint_every=2"));
  }
}
