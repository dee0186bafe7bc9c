package dev.icl.app.run;

import dev.icl.app.run.EvaluationSummary.Applied;
import dev.icl.app.run.EvaluationSummary.Selected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The facts that a summary tells of an evaluation beside its scores, as {@link EvaluationSummary}
 * describes them.
 */
record EvaluationFacts(
    String engine,
    String device,
    String method,
    int iterations,
    int networks,
    double seconds,
    double metricsSeconds,
    long peakRssMb,
    String protocol,
    String split,
    Selected selection,
    String seenScansBy,
    Applied inference,
    String emptyMasks,
    double toleranceMm,
    Map<String, Long> parameters) {
  /**
   * The facts of evaluations of several folds, put together.
   *
   * @param folds at least one
   */
  static EvaluationFacts together(List<EvaluationSummary> folds) {
    EvaluationSummary first = folds.get(0);
    Map<String, Long> parameters = new LinkedHashMap<>();
    folds.forEach(
        fold -> fold.parameters().forEach((key, n) -> parameters.merge(key, n, Long::sum)));
    boolean byContent =
        folds.stream().noneMatch(fold -> fold.seenScansBy().equals(EvaluationSummary.BY_NAMES));
    return new EvaluationFacts(
        first.engine(),
        first.device(),
        first.method(),
        first.iterations(),
        folds.stream().mapToInt(EvaluationSummary::networks).sum(),
        folds.stream().mapToDouble(EvaluationSummary::seconds).sum(),
        folds.stream().mapToDouble(EvaluationSummary::metricsSeconds).sum(),
        folds.stream().mapToLong(EvaluationSummary::peakRssMb).max().orElse(0),
        first.protocol(),
        EvaluationSummary.OUT_OF_FOLD,
        Selected.together(folds.stream().map(EvaluationSummary::selection).toList()),
        byContent ? first.seenScansBy() : EvaluationSummary.BY_NAMES,
        first.inference(),
        first.emptyMasks(),
        first.toleranceMm(),
        parameters);
  }
}
