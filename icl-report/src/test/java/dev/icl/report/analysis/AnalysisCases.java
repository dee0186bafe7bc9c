package dev.icl.report.analysis;

import dev.icl.report.record.Cell;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import java.util.List;

/** Records to analyse. */
abstract class AnalysisCases {
  static final Cell[] THREE_METHODS = {
    Cells.trained("pytorch", "supervised", 0, 1),
    Cells.trained("pytorch", "supervised", 0, 2),
    Cells.trained("pytorch", "mean-teacher", 1, 1),
    Cells.trained("pytorch", "mean-teacher", 1, 2),
    Cells.trained("pytorch", "icl", 2, 1),
    Cells.trained("pytorch", "icl", 2, 2)
  };

  static CaseScores score(String patient, String label, Double dice) {
    return new CaseScores(patient, patient, label, dice, dice, dice, dice);
  }

  static GroupComparison find(List<GroupComparison> comparisons, String a, String b) {
    return comparisons.stream()
        .filter(c -> c.a().method().equals(a) && c.b().method().equals(b))
        .findFirst()
        .orElseThrow();
  }
}
