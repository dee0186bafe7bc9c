package dev.icl.app.run;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The scores of a cross-validation: the validation cases of every fold, by the network of that
 * fold, which has not learned from them.
 *
 * @param folds the result of each
 * @param configs those of their trainings
 */
public record OutOfFold(List<Evaluation.Result> folds, List<RunConfig> configs) {
  /** Keeps its own copies of the lists. */
  public OutOfFold {
    folds = List.copyOf(folds);
    configs = List.copyOf(configs);
  }

  /**
   * Reads checkpoints and starts engines.
   *
   * @param reader of the configurations in the checkpoints
   * @param settings changes to each of these
   * @param plugins the engines to choose from
   * @param permissions the rights of the engines beyond computing
   */
  public record Means(
      RunConfigReader reader,
      List<String> settings,
      EnginePlugins plugins,
      Permissions permissions) {}

  /**
   * Scores every fold.
   *
   * @param networks the checkpoint of each fold, at least one
   * @param means the means of reading and computing
   * @param settings the rules and options for a network of a configuration
   * @param observers told of every case of an evaluation
   * @throws UserException if a checkpoint or scan cannot be read, the trainings are not of one
   *     length, or a network has seen a case of its own fold
   */
  public static OutOfFold score(
      List<Path> networks,
      Means means,
      Function<RunConfig, EvaluationSettings> settings,
      Function<Evaluation, Evaluation.CaseObserver> observers) {
    requireOneLength(networks, means);
    List<Evaluation.Result> folds = new ArrayList<>();
    List<RunConfig> configs = new ArrayList<>();
    for (Path network : networks) {
      try (OpenCheckpoints open =
          OpenCheckpoints.of(List.of(network), means.reader(), means.settings())) {
        RunConfig config = open.first().config();
        Evaluation evaluation =
            Evaluation.of(config, open.first().checkpoint(), Optional.of(EvaluationSplit.VAL));
        configs.add(config);
        folds.add(
            open.onEngines(
                means.plugins(),
                means.permissions(),
                scored ->
                    evaluation.run(scored, settings.apply(config), observers.apply(evaluation))));
      }
    }
    return new OutOfFold(folds, configs);
  }

  private static void requireOneLength(List<Path> networks, Means means) {
    try (OpenCheckpoints open = OpenCheckpoints.of(networks, means.reader(), means.settings())) {
      List<Integer> lengths =
          open.all().stream().map(each -> each.config().train().iterations()).toList();
      for (int fold = 1; fold < lengths.size(); fold++) {
        if (!lengths.get(fold).equals(lengths.get(0))) {
          throw new UserException(
              "--checkpoint: %s is of a training of %s and %s of one of %d, so they have no scores together; name networks that were trained equally long."
                  .formatted(
                      networks.get(0),
                      Counts.of(lengths.get(0), "iteration"),
                      networks.get(fold),
                      lengths.get(fold)));
        }
      }
    }
  }

  /** All cases as one result. */
  public Evaluation.Result together() {
    return Evaluation.Result.together(folds, configs.get(0));
  }
}
