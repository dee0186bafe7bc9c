package dev.icl.cli;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.run.CaseScore;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.app.run.EvaluationSettings;
import dev.icl.app.run.EvaluationSplit;
import dev.icl.app.run.EvaluationSummary;
import dev.icl.app.run.EvaluationSummary.Distances;
import dev.icl.app.run.EvaluationSummary.Selected;
import dev.icl.app.run.Protocol;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Scoring;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.metrics.Metric;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.NetworkFile;
import dev.icl.report.analysis.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Scores a checkpoint: overlap, surface distances and volume of every case and class.",
    footer = {
      "",
      "Writes config.yaml, cases.csv, summary.json and overlays/CASE.png where --out is given;",
      "docs/metrics.md tells what the columns mean, and icl compare compares two such folders."
    })
final class EvaluateCommand implements Callable<Integer> {
  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private DownloadOption download;
  @Mixin private ScoringOptions scoring;
  @Mixin private InferenceCliOptions inference;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description =
          "final.safetensors or best.safetensors of a training, or the training's folder for its"
              + " final one; it names its data, too.")
  private Path checkpoint;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description =
          "The cases to score: test, or val, the validation cases. Default: the test cases where the"
              + " data has some, otherwise the validation cases.")
  private String split;

  @Option(
      names = "--protocol",
      paramLabel = "WHOSE",
      defaultValue = "standard",
      description =
          "standard (default), or authors: slices resized and restored as the authors' program does,"
              + " which blanks the last row or column for some sizes, and its values for empty classes.")
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
    EvaluationSettings settings = settings();
    if (out != null) {
      new RunFolder(out).requireNoTraining();
    }
    Path network = NetworkFile.of(checkpoint, spec.commandLine().getErr()::println);
    try (Checkpoint file = Checkpoint.open(network)) {
      RunConfig config =
          environment
              .configReader()
              .readText(
                  "the configuration in " + network, file.info().config(), options.settings());
      Evaluation evaluation = Evaluation.of(config, file, wanted);
      Permissions permissions = new Permissions(download.allowed(), root.verbose());
      try (IclApplication application =
          IclApplication.start(config, environment.plugins().get(), permissions)) {
        Evaluation.Result result =
            evaluation.run(application.engine(), file, settings, overlays(evaluation));
        print(evaluation.split(), result);
        if (out != null) {
          write(config, result);
        }
      }
    }
    return ExitCode.DONE;
  }

  /** Pictures go next to the scores. */
  private Evaluation.CaseObserver overlays(Evaluation evaluation) {
    if (out == null) {
      return Evaluation.CaseObserver.NONE;
    }
    return new EvaluationFolder(out).overlays(evaluation.classNames());
  }

  private EvaluationSettings settings() {
    Scoring howToScore = scoring.scoring();
    InferenceOptions howToApply = inference.options();
    if (Choices.of("--protocol", protocol, Protocol.values()) == Protocol.STANDARD) {
      return EvaluationSettings.standard(howToScore, howToApply, allowSelectionOnTest);
    }
    EvaluationSettings authors =
        EvaluationSettings.authors(howToScore.toleranceMm(), allowSelectionOnTest);
    if (!howToApply.equals(InferenceOptions.defaults())) {
      throw new UserException(
          "--protocol authors says how the network is applied; leave --window, --overlap, --blend,"
              + " --flips and --largest-component out.");
    }
    return authors;
  }

  private void print(EvaluationSplit scored, Evaluation.Result result) {
    PrintWriter print = spec.commandLine().getOut();
    int width = result.cases().stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (CaseScore score : result.cases()) {
      print.println(
          score.name()
              + " ".repeat(width - score.name().length())
              + "  "
              + Texts.perClass(result.classes(), score.values(Metric.DICE)));
    }
    print.println("Scored on the " + scored.cases() + " cases.");
    print.println(
        Texts.format(
            "Dice of %s of %s: mean %.4f (standard deviation over patients %.4f), %s.",
            Counts.of(result.summary().cases(), "case"),
            Counts.of(result.summary().patients(), "patient"),
            result.summary().dice().mean(),
            result.summary().dice().std(),
            Texts.perClass(result.classes(), result.summary().dice().perClass())));
    print.println(distances("HD95", result.classes(), result.summary().hd95()));
    print.println(distances("ASD", result.classes(), result.summary().asd()));
    if (result.summary().protocol().equals(Protocol.AUTHORS.label())) {
      print.println("By the protocol of the authors' program.");
    }
    if (result.summary().seenScansBy().equals(EvaluationSummary.BY_NAMES)) {
      print.println(
          "The checkpoint does not tell its scans: whether it has seen these was asked by the names"
              + " of patients alone.");
    }
    print.println(chosen(result.summary()));
  }

  private static String chosen(EvaluationSummary summary) {
    Selected selection = summary.selection();
    String iteration = "The network after iteration " + summary.iterations();
    if (selection.by().equals(CheckpointFolder.NOTHING)) {
      return iteration + ", which nothing chose.";
    }
    if (!selection.by().equals(CheckpointFolder.VALIDATION_DICE)) {
      return iteration + "; its checkpoint does not say what chose it.";
    }
    if (selection.candidates() != null && selection.candidates() == 1) {
      return iteration + ", which was validated once, so nothing was chosen.";
    }
    String best =
        selection.candidates() == null
            ? iteration + ", the best validation"
            : iteration + ", the best of " + Words.count(selection.candidates(), "validation");
    return selection.onScoredCases() == 0
        ? best + " on other cases than these."
        : Texts.format(
            "%s: %d of the %s chose this checkpoint, so scores of other patients are lower, as"
                + " a rule.",
            best, selection.onScoredCases(), Counts.of(selection.cases(), "case"));
  }

  private static String distances(String name, List<String> classes, Distances distances) {
    return Texts.format(
        "%s in %ss: mean %.4f (standard deviation over patients %.4f), %s.",
        name,
        distances.unit(),
        distances.mean(),
        distances.std(),
        Texts.perClass(classes, distances.perClass()));
  }

  private void write(RunConfig config, Evaluation.Result result) {
    new EvaluationFolder(out).write(config, result);
    spec.commandLine().getOut().println("Results are in " + out + ".");
  }
}
