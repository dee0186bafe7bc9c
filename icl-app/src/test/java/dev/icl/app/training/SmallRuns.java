package dev.icl.app.training;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.data.model.FirstPass;
import dev.icl.modules.method.Methods;
import dev.icl.modules.train.StepReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Whole runs on the phantom with a very small network, dropout and augmentation included. */
public final class SmallRuns {
  /** One method of each kind of state: proxies, teachers, a second network, a best one, both. */
  private static final Set<String> KINDS =
      Set.of("icl", "mean-teacher", "ad-mt", "cps", "bcp", "icl+unimatch");

  private SmallRuns() {}

  /**
   * One method of each kind of state, or every method with {@code -Dicl.every.method=true}:
   * TensorFlow builds its graphs for each of them anew, for seconds.
   */
  static Stream<String> methodsOfEachKind() {
    return Methods.names().stream()
        .filter(method -> Boolean.getBoolean("icl.every.method") || KINDS.contains(method));
  }

  /** Every method on PyTorch, and those of each kind on TensorFlow: two names. */
  static Stream<Arguments> methodsOnEngines() {
    return Stream.concat(
        Methods.names().stream().map(method -> Arguments.of(method, "pytorch")),
        methodsOfEachKind().map(method -> Arguments.of(method, "tensorflow")));
  }

  /**
   * A configuration.
   *
   * @param settings as {@code --set} takes them; later ones go first
   */
  static RunConfig config(String engine, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "engine=" + engine,
                "device=cpu",
                "seed=11",
                "method={heads: [4, 2]}",
                "network={channels: [4, 4, 8, 8], dropout: [0.05, 0.1, 0.2, 0.3]}",
                "data={labeled: 1, phantom_patients: 2, phantom_validation: 1}",
                "train={labeled_batch: 2, unlabeled_batch: 2, patch: [32, 32]}",
                "train.validate_every=4",
                "train.checkpoint_every=2"));
    all.addAll(List.of(settings));
    return new RunConfigReader(Map.of(), Path.of("")).read(Optional.empty(), all);
  }

  /** Trains to the end. */
  public static List<StepReport> run(RunConfig config, RunFolder folder) {
    return run(config, folder, false, Integer.MAX_VALUE);
  }

  /** Trains until it is stopped after so many steps. */
  public static List<StepReport> run(
      RunConfig config, RunFolder folder, boolean resume, int stopAfter) {
    return run(config, folder, resume, stopAfter, ProcessGroup.ALONE);
  }

  /**
   * The same in one of several processes.
   *
   * @param config of the training
   * @param folder of the training
   * @param resume whether to go on
   * @param stopAfter steps
   * @param group of the processes
   */
  static List<StepReport> run(
      RunConfig config, RunFolder folder, boolean resume, int stopAfter, ProcessGroup group) {
    List<StepReport> reports = new ArrayList<>();
    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      Training.of(config, FirstPass.SILENT)
          .within(group)
          .run(
              application.engine(),
              folder,
              resume,
              // the trainer asks before it reports the step
              new Supervision(reports::add, w -> {}, () -> reports.size() + 1 >= stopAfter));
    }
    return reports;
  }
}
