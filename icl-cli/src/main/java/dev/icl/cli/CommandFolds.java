package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.results.TrainedSummary;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.app.run.EvaluationSettings;
import dev.icl.app.run.FoldsSummary;
import dev.icl.app.run.OutOfFold;
import dev.icl.app.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.data.Datasets;
import dev.icl.modules.train.FoldFolders;
import dev.icl.modules.train.NetworkFile;
import dev.icl.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The trainings of a cross-validation, each in a folder of its own, and the scores of all. */
final class CommandFolds {
  private final Environment environment;
  private final Permissions permissions;
  private final PrintWriter print;
  private final PrintWriter err;
  private final Asked asked;

  /**
   * @param environment the surroundings of the command
   * @param permissions the rights of the engine beyond computing
   * @param print receives the outcome
   * @param err receives progress and notices
   * @param asked the options of the command
   */
  CommandFolds(
      Environment environment,
      Permissions permissions,
      PrintWriter print,
      PrintWriter err,
      Asked asked) {
    this.environment = environment;
    this.permissions = permissions;
    this.print = print;
    this.err = err;
    this.asked = asked;
  }

  /**
   * The options of the command.
   *
   * @param out folder of the cross-validation
   * @param config file of its configuration
   * @param settings changes to that
   * @param resume whether to go on where it is
   * @param allowChanges whether keys may change that need consent
   * @param folds their number; empty for that of those that are there
   * @param fold the only one to train; empty for all
   */
  record Asked(
      Path out,
      Optional<Path> config,
      List<String> settings,
      boolean resume,
      boolean allowChanges,
      Optional<Integer> folds,
      Optional<Integer> fold) {}

  /**
   * Makes the folders, all of them, so that what is missing later is noticed.
   *
   * @return the folds to train
   * @throws UserException if numbers make no sense, or a folder is in use
   */
  List<Integer> prepare() {
    new RunFolder(asked.out()).requireNoTraining();
    int count = count();
    int only = asked.fold().orElse(0);
    if (only < 0 || only >= count) {
      throw new UserException(
          "--fold: %d is none of %d folds; use 0 to %d.".formatted(only, count, count - 1));
    }
    List<Integer> wanted =
        asked.fold().isPresent() ? List.of(only) : IntStream.range(0, count).boxed().toList();
    for (int fold : wanted) {
      RunFolder folder = folder(fold);
      if (asked.resume() && folder.isBegun()) {
        folder.requireResumable();
      } else {
        folder.requireFree();
      }
    }
    int first = wanted.get(0);
    Datasets.requireDivisible(
        environment
            .configReader()
            .read(Optional.of(configFile(first)), settings(first, count))
            .data());
    for (int fold = 0; fold < count; fold++) {
      make(folder(fold).path());
    }
    return wanted;
  }

  private int count() {
    int there = FoldFolders.isIn(asked.out()) ? FoldFolders.trainings(asked.out()).size() : 0;
    int count = asked.folds().orElse(there);
    if (count < 2 || count > 1000) {
      throw new UserException("--folds: %d is out of range; use 2 to 1000.".formatted(count));
    }
    if (there > 0 && there != count) {
      throw new UserException(
          "--folds: %s was divided into %d folds, not %d; say so, or name another folder."
              .formatted(asked.out(), there, count));
    }
    return count;
  }

  private RunFolder folder(int fold) {
    return new RunFolder(FoldFolders.of(asked.out(), fold));
  }

  private List<String> settings(int fold, int count) {
    List<String> settings = new ArrayList<>(asked.settings());
    settings.add("data.folds=" + count);
    settings.add("data.fold=" + fold);
    return settings;
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder, e);
    }
  }

  /** The one that is named; or that of the fold, or of another fold that was begun. */
  private Path configFile(int fold) {
    if (asked.config().isPresent()) {
      return asked.config().get();
    }
    if (!asked.resume()) {
      return environment.quickstart();
    }
    List<Path> files = new ArrayList<>(List.of(folder(fold).config()));
    FoldFolders.trainings(asked.out()).forEach(f -> files.add(new RunFolder(f).config()));
    return files.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "--resume: no fold of %s was begun; name with --config what to start there."
                        .formatted(asked.out())));
  }

  /** Trains fold after fold, and scores all of them once all are at their end. */
  int run(List<Integer> wanted, CommandTraining training) {
    int count = FoldFolders.trainings(asked.out()).size();
    for (int fold : wanted) {
      RunFolder folder = folder(fold);
      print.println("Fold %d of 0 to %d:".formatted(fold, count - 1));
      print.flush();
      int code =
          training.run(
              new CommandTraining.Asked(
                  folder.path(),
                  configFile(fold),
                  settings(fold, count),
                  asked.resume() && folder.isBegun(),
                  asked.allowChanges() && folder.isBegun(),
                  asked.out(),
                  CommandGroup.alone(environment)));
      if (code != ExitCode.DONE) {
        return code;
      }
    }
    List<Path> open =
        FoldFolders.trainings(asked.out()).stream()
            .filter(f -> !new RunFolder(f).isAtItsEnd())
            .toList();
    if (!open.isEmpty()) {
      print.println(
          "%d of %d folds are at their end; summary.json of all is written with the last one."
              .formatted(count - open.size(), count));
      return ExitCode.DONE;
    }
    List<TrainedSummary> trained =
        FoldFolders.trainings(asked.out()).stream()
            .map(f -> TrainedSummary.read(new RunFolder(f).summary(), "or train the fold anew"))
            .toList();
    try {
      FoldsSummary.requireOneLength(trained);
    } catch (UserException differing) {
      if (asked.fold().isEmpty()) {
        throw differing;
      }
      // the others may be about to follow, one by one
      print.println(differing.getMessage());
      return ExitCode.DONE;
    }
    score(trained);
    return ExitCode.DONE;
  }

  private void score(List<TrainedSummary> trained) {
    RunConfigReader reader = environment.configReader();
    EvaluationFolder folder = new EvaluationFolder(new RunFolder(asked.out()).evaluation());
    OutOfFold scored =
        OutOfFold.score(
            NetworkFile.all(List.of(asked.out()), err::println),
            new OutOfFold.Means(reader, List.of(), environment.plugins().get(), permissions),
            EvaluationSettings::ofTraining,
            folder::casesOf);
    Evaluation.Result together = scored.together();
    folder.write(scored.configs().get(0), together);
    for (int fold = 0; fold < scored.folds().size(); fold++) {
      RunFolder training = folder(fold);
      new EvaluationFolder(training.evaluation())
          .write(scored.configs().get(fold), scored.folds().get(fold));
      // with the scores that it lacks
      RunReport.write(training.path(), training.path());
    }
    FoldsSummary summary = FoldsSummary.of(trained, scored);
    RunFolder.write(new RunFolder(asked.out()).summary(), summary.toJson() + "\n");
    new EvaluationText(print).printOutOfFold(together);
    FoldsSummary.Spread dice = summary.overFolds().get("dice");
    if (dice != null) {
      print.println(
          Texts.format(
              "Dice over %d folds: mean %.4f, standard deviation %.4f.",
              summary.folds(), dice.mean(), dice.std()));
    }
    print.println("Results are in " + asked.out() + ".");
  }
}
