package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.app.run.EvaluationSettings;
import dev.icl.app.run.OpenCheckpoints;
import dev.icl.app.run.RunFolder;
import dev.icl.modules.train.NetworkFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Scores the cases of a training into its own folder, as a benchmark does. */
final class CaseScoring {
  private final Environment environment;
  private final Permissions permissions;

  CaseScoring(Environment environment, Permissions permissions) {
    this.environment = environment;
    this.permissions = permissions;
  }

  /**
   * Scores the usual cases with the network after the last iteration.
   *
   * @param run folder of the training
   * @param settings changes to its configuration
   * @throws dev.icl.core.error.UserException if it has no network yet, or a scan cannot be read
   */
  void score(Path run, List<String> settings) {
    List<Path> network = NetworkFile.all(List.of(run), sentence -> {});
    try (OpenCheckpoints open = OpenCheckpoints.of(network, environment.configReader(), settings)) {
      RunConfig config = open.first().config();
      Evaluation evaluation = Evaluation.of(config, open.first().checkpoint(), Optional.empty());
      EvaluationFolder folder = new EvaluationFolder(new RunFolder(run).evaluation());
      Evaluation.Result result =
          open.onEngines(
              environment.plugins().get(),
              permissions,
              networks ->
                  evaluation.run(
                      networks, EvaluationSettings.ofTraining(config), folder.casesOf(evaluation)));
      folder.write(config, result);
    }
  }
}
