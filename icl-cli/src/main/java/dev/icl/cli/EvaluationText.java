package dev.icl.cli;

import dev.icl.app.results.ScoredSummary.Selection;
import dev.icl.app.run.CaseScore;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationSummary;
import dev.icl.app.run.EvaluationSummary.Distances;
import dev.icl.app.run.EvaluationSummary.Selected;
import dev.icl.app.run.Protocol;
import dev.icl.core.text.Counts;
import dev.icl.data.metrics.LearnedNothing;
import dev.icl.data.metrics.Metric;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.report.analysis.Words;
import java.io.PrintWriter;

/**
 * The result of an evaluation for people.
 *
 * @param print its destination
 */
record EvaluationText(PrintWriter print) {
  /** The sentence on a network that {@link LearnedNothing} tells. */
  static final String NOTHING_LEARNED =
      "This network segments nothing: it predicts almost only background, or its classes in the wrong places.";

  /**
   * Prints a result.
   *
   * @param scored a sentence that says which cases were scored
   */
  void print(String scored, Evaluation.Result result) {
    int width = result.cases().stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (CaseScore score : result.cases()) {
      print.println(
          score.name()
              + " ".repeat(width - score.name().length())
              + "  "
              + Texts.perClass(result.classes(), score.values(Metric.DICE)));
    }
    print.println(scored);
    print.println(
        Texts.format(
            "Dice of %s of %s: mean %.4f%s, %s.",
            Counts.of(result.summary().cases(), "case"),
            Counts.of(result.summary().patients(), "patient"),
            result.summary().dice().mean(),
            spread(result.summary(), result.summary().dice().std()),
            Texts.perClass(result.classes(), result.summary().dice().perClass())));
    print.println(distances("HD95", result, result.summary().hd95()));
    print.println(distances("ASD", result, result.summary().asd()));
    if (result.summary().protocol().equals(Protocol.AUTHORS.label())) {
      print.println("By the protocol of the authors' program.");
    }
    if (result.summary().seenScansBy().equals(EvaluationSummary.BY_NAMES)) {
      print.println(
          "The checkpoint does not tell its scans: whether it has seen these was asked by the names"
              + " of patients alone.");
    }
    print.println(chosen(result.summary()));
    if (LearnedNothing.isShownBy(result.summary().dice().mean())) {
      print.println(NOTHING_LEARNED);
    }
  }

  /** Prints the result of all folds of a cross-validation together. */
  void printOutOfFold(Evaluation.Result result) {
    print("Scored on the validation cases of every fold, by its own network.", result);
  }

  private static String chosen(EvaluationSummary summary) {
    Selected selection = summary.selection();
    boolean one = summary.networks() == 1;
    String network =
        one
            ? "The network after iteration " + summary.iterations()
            : Words.count(summary.networks(), "network");
    if (selection.by().equals(CheckpointFolder.NOTHING)) {
      return network + ", which no score selected.";
    }
    if (selection.by().equals(Selected.UNKNOWN)) {
      return network
          + (one
              ? "; its checkpoint does not say what chose it."
              : "; not all of their checkpoints say what chose them.");
    }
    if (selection.candidates() != null && selection.candidates() == 1) {
      return network + ", validated once, so nothing was chosen.";
    }
    String best =
        network
            + (selection.by().equals(Selection.MIXED) ? ", some of them" : one ? "," : ", each")
            + (selection.candidates() == null
                ? " the best validation"
                : " the best of " + Words.count(selection.candidates(), "validation"));
    return selection.onScoredCases() == 0
        ? best + " on other cases than these."
        : Texts.format(
            "%s: %s selected on %s scored here, so expect lower scores on other patients.",
            best,
            one ? "it was" : "they were",
            share(selection.onScoredCases(), selection.cases()));
  }

  private static String share(int some, int all) {
    if (all == 1) {
      return "the case";
    }
    return some == all ? "all %d cases".formatted(all) : "%d of the %d cases".formatted(some, all);
  }

  private static String distances(String name, Evaluation.Result result, Distances distances) {
    return Texts.format(
        "%s in %ss: mean %.4f%s, %s.",
        name,
        distances.unit(),
        distances.mean(),
        spread(result.summary(), distances.std()),
        Texts.perClass(result.classes(), distances.perClass()));
  }

  /** One patient has none. */
  private static String spread(EvaluationSummary summary, double std) {
    return summary.patients() < 2
        ? ""
        : Texts.format(" (standard deviation over patients %.4f)", std);
  }
}
