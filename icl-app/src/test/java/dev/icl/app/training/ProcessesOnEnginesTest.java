package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.app.config.RunConfig;
import dev.icl.app.group.Processes;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trainings in two processes, which are threads with an engine each and real connections: the same
 * as in one process with two micro-batches a step.
 */
class ProcessesOnEnginesTest {
  private static final int ITERATIONS = 10;

  /** So few that sums in another order, whose rounding grows from step to step, stay close. */
  private static final int FEW = 2;

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "pytorch, supervised",
    "pytorch, icl",
    "pytorch, mean-teacher",
    "pytorch, bcp",
    "tensorflow, supervised",
    "tensorflow, icl",
    "tensorflow, mean-teacher",
    "tensorflow, bcp"
  })
  void twoProcessesTrainAsOneWithTwoMicroBatches(String engine, String method) throws Exception {
    RunFolder alone = folder("alone");
    List<StepReport> expected = SmallRuns.run(config(engine, method, 2), alone);

    RunFolder together = folder("together");
    List<List<StepReport>> found =
        Processes.run(
            2,
            group ->
                SmallRuns.run(
                    config(engine, method, 1), together, false, Integer.MAX_VALUE, group));

    for (List<StepReport> reports : found) {
      assertThat(reports).hasSize(ITERATIONS);
      for (int i = 0; i < ITERATIONS; i++) {
        LossCurves.assertClose(reports.get(i), expected.get(i), 1e-5, 1e-6);
      }
    }
    assertClose(together, alone);
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).containsExactlyInAnyOrder(alone.path(), together.path());
    }
    assertThat(together.summary()).exists();
  }

  /** Two processes with two micro-batches each are four; validations are in the tests around. */
  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void processesDivideTheirShareFurther(String engine) throws Exception {
    RunFolder alone = folder("alone");
    SmallRuns.run(config(engine, "icl", 4, FEW), alone);

    RunFolder together = folder("together");
    Processes.run(
        2,
        group ->
            SmallRuns.run(
                config(engine, "icl", 2, FEW), together, false, Integer.MAX_VALUE, group));

    assertClose(together, alone);
  }

  /** Stopped by one of the processes, in the pre-training and after it; resumed by all. */
  @ParameterizedTest
  @CsvSource({
    "pytorch, icl, 3",
    "pytorch, bcp, 5",
    "tensorflow, mean-teacher, 3",
    "tensorflow, bcp, 3"
  })
  void aTrainingThatIsInterruptedGoesOnWithTheSameBits(String engine, String method, int stopAfter)
      throws Exception {
    RunConfig config = config(engine, method, 1);
    RunFolder whole = folder("whole");
    Processes.run(2, group -> SmallRuns.run(config, whole, false, Integer.MAX_VALUE, group));

    RunFolder parts = folder("parts");
    List<List<StepReport>> first =
        Processes.run(
            2,
            group ->
                SmallRuns.run(
                    config, parts, false, group.rank() == 1 ? stopAfter : ITERATIONS + 1, group));
    assertThat(first).allSatisfy(reports -> assertThat(reports).hasSize(stopAfter));
    Processes.run(2, group -> SmallRuns.run(config, parts, true, Integer.MAX_VALUE, group));

    for (String file : List.of("last.safetensors", "final.safetensors")) {
      Map<String, MiniSafetensors.Entry> expected = read(whole, file);
      Map<String, MiniSafetensors.Entry> found = read(parts, file);
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      found.forEach(
          (name, entry) ->
              assertThat(entry.values()).as(name).isEqualTo(expected.get(name).values()));
    }
  }

  /** Weights and what the optimiser keeps; running statistics are of each process's own images. */
  private static void assertClose(RunFolder found, RunFolder expected) throws IOException {
    Map<String, MiniSafetensors.Entry> all = read(expected, "last.safetensors");
    read(found, "last.safetensors")
        .forEach(
            (name, entry) -> {
              if (!name.contains("running_") && !name.endsWith("num_batches_tracked")) {
                double[] values = all.get(name).values();
                for (int i = 0; i < values.length; i++) {
                  assertThat(entry.values()[i])
                      .as("%s[%d]", name, i)
                      .isCloseTo(values[i], within(1e-5 + 1e-5 * Math.abs(values[i])));
                }
              }
            });
  }

  private RunFolder folder(String name) {
    return new RunFolder(temporary.resolve(name));
  }

  private static RunConfig config(String engine, String method, int accumulate) {
    return config(engine, method, accumulate, ITERATIONS);
  }

  private static RunConfig config(String engine, String method, int accumulate, int iterations) {
    return SmallRuns.config(
        engine,
        "method.name=" + method,
        "method.unsupervised={weight: 1, ramp_up: 0}",
        "random=portable",
        "threads=1",
        "train={labeled_batch: 8, unlabeled_batch: 8, validate_every: 4}",
        "train.accumulate=" + accumulate,
        "train.iterations=" + iterations);
  }

  private static Map<String, MiniSafetensors.Entry> read(RunFolder folder, String file)
      throws IOException {
    return MiniSafetensors.read(folder.checkpoints().resolve(file)).tensors();
  }
}
