package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.TrainedModels;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.app.run.EvaluationSettings;
import dev.icl.app.run.EvaluationSplit;
import dev.icl.app.run.OpenCheckpoints;
import dev.icl.app.run.OutOfFold;
import dev.icl.app.run.Protocol;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Scoring;
import dev.icl.core.error.Choices;
import dev.icl.core.error.UserException;
import dev.icl.modules.train.FoldFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Scores a checkpoint, or several together: overlap, surface distances and volume of every case"
            + " and class.",
    footer = {
      "",
      "Writes config.yaml, cases.csv, summary.json and overlays/CASE.png where --out is given;",
      "docs/metrics.md tells what the columns mean, and icl compare compares two such folders.",
      "With --shard or --claim the process that ends last writes cases.csv and summary.json of all"
          + " (docs/cluster.md)."
    })
final class EvaluateCommand implements Callable<Integer> {
  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private DownloadOption download;
  @Mixin private EngineChoice choice;
  @Mixin private ScoringOptions scoring;
  @Mixin private InferenceCliOptions inference;

  @Mixin private CheckpointsOption checkpoints;
  @Mixin private ShareOptions share;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      completionCandidates = Candidates.Splits.class,
      description =
          "The cases to score: test, or val, the validation cases (default: test where the data has"
              + " test cases, or else val; of a folder of icl train --folds val, the cases of every"
              + " fold by the network that has not seen them).")
  private String split;

  @Option(
      names = "--protocol",
      paramLabel = "WHOSE",
      defaultValue = "standard",
      description =
          "standard, or authors: slices resized and restored as the authors' program does, which"
              + " blanks the last row or column for some sizes, and its values for empty classes"
              + " (default: ${DEFAULT-VALUE}).")
  private String protocol;

  @Option(
      names = "--allow-selection-on-test",
      description =
          "Score test cases even if the best checkpoint was chosen on them; summary.json says so.")
  private boolean allowSelectionOnTest;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Where the results go.")
  private Path out;

  EvaluateCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Optional<EvaluationSplit> wanted = Optional.ofNullable(split).map(EvaluationSplit::of);
    inference.check();
    requireOneSay();
    share.check();
    if (share.wanted() && out == null) {
      throw new UserException(
          "--shard and --claim leave the scores of each process in a folder, from which the last one puts them together: name one with --out, the same for all.");
    }
    if (out != null) {
      new RunFolder(out).requireNoTraining();
    }
    List<Path> networks = checkpoints.networks(spec.commandLine().getErr()::println);
    boolean folds = checkpoints.named().size() == 1 && FoldFolders.isIn(checkpoints.named().get(0));
    if (folds && wanted.orElse(EvaluationSplit.VAL) == EvaluationSplit.VAL) {
      if (share.wanted()) {
        throw new UserException(
            "--shard and --claim share the cases of one network or ensemble: name the folder of each fold with --checkpoint, and another one for it with --out.");
      }
      outOfFold(networks);
      return ExitCode.DONE;
    }
    return together(networks, wanted);
  }

  /** Every fold's validation cases by its own network, which has not seen them. */
  private void outOfFold(List<Path> networks) {
    OutOfFold scored =
        OutOfFold.score(
            networks,
            new OutOfFold.Means(
                environment.configReader(), changes(), environment.plugins().get(), permissions()),
            this::settings,
            this::overlays);
    Evaluation.Result all = scored.together();
    text().printOutOfFold(all);
    write(scored.configs().get(0), all);
  }

  /** All networks together, on the same cases. */
  private int together(List<Path> networks, Optional<EvaluationSplit> wanted) {
    try (OpenCheckpoints open =
        OpenCheckpoints.of(networks, environment.configReader(), changes())) {
      if (networks.size() > 1) {
        // that they agree is found before anything is scored
        TrainedModels.requireAgreement(open.checkpoints(), environment.configReader());
      }
      Evaluation evaluation =
          Evaluation.of(open.first().config(), open.first().checkpoint(), wanted);
      EvaluationSettings settings = settings(open.first().config());
      if (share.wanted()) {
        return new SharedScoring(root, spec, share, out)
            .run(
                evaluation,
                ShareOptions.folder(
                    out.toAbsolutePath(), evaluation.fingerprint(open.checkpoints(), settings)),
                work ->
                    open.onEngines(
                        environment.plugins().get(),
                        permissions(),
                        scored ->
                            evaluation.runShared(
                                scored,
                                settings,
                                new EvaluationFolder(out).casesOf(evaluation),
                                work)),
                result -> conclude(evaluation, open.first().config(), result));
      }
      Evaluation.Result result =
          open.onEngines(
              environment.plugins().get(),
              permissions(),
              scored -> evaluation.run(scored, settings, overlays(evaluation)));
      conclude(evaluation, open.first().config(), result);
      return ExitCode.DONE;
    }
  }

  private void conclude(Evaluation evaluation, RunConfig config, Evaluation.Result result) {
    text().print("Scored on the " + evaluation.split().cases() + " cases.", result);
    write(config, result);
  }

  /** The options that name an engine count more than the others. */
  private List<String> changes() {
    return choice.after(options.settings());
  }

  private Permissions permissions() {
    return new Permissions(download.allowed(), root.verbose());
  }

  /** Pictures and label maps go next to the scores; those who look on see how far it is. */
  private Evaluation.CaseObserver overlays(Evaluation evaluation) {
    Evaluation.CaseObserver pictures =
        out == null ? Evaluation.CaseObserver.NONE : new EvaluationFolder(out).casesOf(evaluation);
    if (environment.terminalColumns().isEmpty()) {
      return pictures;
    }
    ReadingProgress progress =
        new ReadingProgress(
            spec.commandLine().getErr(),
            "Scoring cases",
            environment.terminalColumns(),
            environment.nanoTime());
    int total = evaluation.cases();
    AtomicInteger done = new AtomicInteger();
    return (sample, prediction, score) -> {
      pictures.scored(sample, prediction, score);
      progress.read(done.incrementAndGet(), total);
    };
  }

  private EvaluationSettings settings(RunConfig config) {
    Scoring howToScore = scoring.scoring();
    return protocol() == Protocol.STANDARD
        ? EvaluationSettings.standard(
            howToScore,
            InferenceOptions.of(inference.applied(config.inference())),
            allowSelectionOnTest)
        : EvaluationSettings.authors(
            howToScore.toleranceMm(), config.inference(), allowSelectionOnTest);
  }

  private Protocol protocol() {
    return Choices.of("--protocol", protocol, Protocol.values());
  }

  /** Before anything is read. */
  private void requireOneSay() {
    scoring.scoring();
    if (protocol() == Protocol.AUTHORS && inference.given()) {
      throw new UserException(
          "--protocol authors says how the network is applied; leave --window, --overlap, --stride,"
              + " --placement, --blend, --average, --flips and --largest-component out.");
    }
  }

  private EvaluationText text() {
    return new EvaluationText(spec.commandLine().getOut());
  }

  private void write(RunConfig config, Evaluation.Result result) {
    if (out != null) {
      new EvaluationFolder(out).write(config, result);
      spec.commandLine().getOut().println("Results are in " + out + ".");
    }
  }
}
