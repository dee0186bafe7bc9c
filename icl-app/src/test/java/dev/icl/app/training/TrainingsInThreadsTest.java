package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.data.model.FirstPass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of one JVM in threads of their own, with dropout of the engines' own. */
class TrainingsInThreadsTest {
  private record Run(String engine, int seed, int threads) {}

  private static final List<Run> RUNS =
      List.of(
          new Run("pytorch", 11, 1),
          new Run("tensorflow", 12, 1),
          new Run("pytorch", 13, 1),
          new Run("tensorflow", 14, 1));

  @TempDir Path temporary;

  @Test
  void trainingsSideBySideEndWithTheBitsOfTrainingsOneAfterTheOther() throws Exception {
    List<Callable<Void>> together = new ArrayList<>();
    for (Run run : RUNS) {
      train(run, folder("alone", run));
      together.add(
          () -> {
            train(run, folder("together", run));
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(RUNS.size());
    try {
      for (Future<Void> done : threads.invokeAll(together)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    for (Run run : RUNS) {
      assertThat(folder("together", run).last())
          .hasSameBinaryContentAs(folder("alone", run).last());
    }
  }

  @Test
  void anApplicationClosesOnceAndItsEngineIsOfNoUseThen() {
    IclApplication application = start(config(RUNS.get(0)));
    EngineInfo info = application.engine().info();
    application.close();
    application.close();

    assertThat(application.engine().info()).isEqualTo(info);
    assertThatThrownBy(() -> application.engine().variables())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the engine pytorch was closed");
  }

  private RunFolder folder(String how, Run run) {
    return new RunFolder(temporary.resolve(how).resolve(Integer.toString(run.seed())));
  }

  private static void train(Run run, RunFolder folder) {
    RunConfig config = config(run);
    try (IclApplication application = start(config)) {
      Training.of(config, FirstPass.SILENT)
          .run(
              application.engine(),
              folder,
              false,
              new Supervision(report -> {}, warning -> {}, () -> false));
    }
  }

  private static IclApplication start(RunConfig config) {
    return IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE);
  }

  private static RunConfig config(Run run) {
    return new RunConfigReader(Map.of(), Path.of(""))
        .read(
            Optional.empty(),
            List.of(
                "engine=" + run.engine(),
                "device=cpu",
                "threads=" + run.threads(),
                "seed=" + run.seed(),
                "method={heads: [4, 2]}",
                "network={channels: [4, 4, 8, 8], dropout: [0.05, 0.1, 0.2, 0.3]}",
                "data={labeled: 1, phantom_patients: 2, phantom_validation: 1}",
                "train={labeled_batch: 2, unlabeled_batch: 1, patch: [32, 32]}",
                "train.iterations=10",
                "train.validate_every=5"));
  }
}
