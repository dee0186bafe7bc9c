package dev.icl.report.analysis;

import dev.icl.data.metrics.ScoreSummary;
import dev.icl.data.statistics.ScoreOrigin;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.record.TrainingOutcome.CurvePoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A training that was done.
 *
 * @param machine it ran on
 * @param seed the root of its random streams
 * @param labelDraw the drawing of labelled patients it was trained with
 * @param training its outcome
 * @param folder the folder that its pictures are relative to
 */
public record Run(String machine, long seed, int labelDraw, TrainingOutcome training, Path folder) {
  /** A case of a patient. */
  public record Case(String patient, String name) {}

  /** The origin of one of its scores. */
  ScoreOrigin origin(Case scored) {
    return new ScoreOrigin(scored.patient(), scored.name(), seed, labelDraw);
  }

  /** Seed and, where it is not the list's own, drawing, for people. */
  public String name() {
    return "seed " + seed + (labelDraw == 0 ? "" : ", label draw " + labelDraw);
  }

  /** Whether cases were scored one by one. */
  public boolean isEvaluated() {
    return !training.cases().isEmpty();
  }

  /** For every case the mean over the classes that count in it; NaN where none does. */
  public Map<Case, Double> caseMeans(Measure measure) {
    return caseMeans(training.cases(), measure);
  }

  /** The same of the network with the best validation, Dice alone; none where it has no scores. */
  Map<Case, Double> bestCaseDice() {
    return training.best() == null ? Map.of() : caseMeans(training.best().cases(), Measure.DICE);
  }

  private static Map<Case, Double> caseMeans(List<CaseScores> cases, Measure measure) {
    Map<Case, List<Double>> classes = new LinkedHashMap<>();
    for (CaseScores scores : cases) {
      classes
          .computeIfAbsent(new Case(scores.patient(), scores.name()), c -> new ArrayList<>())
          .add(measure.of(scores));
    }
    Map<Case, Double> means = new LinkedHashMap<>();
    classes.forEach((c, values) -> means.put(c, mean(values)));
    return means;
  }

  /** The mean over cases of a class; NaN where it counts in none. */
  public double classMean(Measure measure, String label) {
    return mean(
        training.cases().stream()
            .filter(scores -> scores.label().equals(label))
            .map(measure::of)
            .toList());
  }

  /**
   * The Dice of the validation that was the best one; NaN if there was none. A record of an earlier
   * version has the highest of the whole course, a pre-training included.
   */
  public double bestValidationDice() {
    if (training.bestValidation() != null) {
      return training.bestValidation();
    }
    return training.curve().stream()
        .map(CurvePoint::dice)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(Double.NaN);
  }

  /** The Dice of the last validation; NaN if there was none. */
  public double lastValidationDice() {
    return training.curve().stream()
        .map(CurvePoint::dice)
        .filter(Objects::nonNull)
        .reduce((earlier, later) -> later)
        .orElse(Double.NaN);
  }

  /** The mean over some cases of each case's mean Dice over its classes; NaN where none counts. */
  public static double meanDice(List<CaseScores> cases) {
    return mean(List.copyOf(caseMeans(cases, Measure.DICE).values()));
  }

  static double mean(List<Double> values) {
    return ScoreSummary.meanOfCounted(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
