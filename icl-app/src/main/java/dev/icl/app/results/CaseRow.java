package dev.icl.app.results;

import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.ReferencePrint;
import java.util.Optional;

/**
 * A line of {@code cases.csv}.
 *
 * @param name of the case
 * @param patient whose scan it is; empty where the file does not say, as those of earlier releases
 * @param label name of the class
 * @param scores of that class in that case
 * @param reference the print of that class in the reference label map, as {@link ReferencePrint}
 *     has it; empty where the file does not say, as those of earlier releases
 */
public record CaseRow(
    String name,
    Optional<String> patient,
    String label,
    ClassScores scores,
    Optional<String> reference) {
  /**
   * A line that does not tell its reference.
   *
   * @param name of the case
   * @param patient whose scan it is; empty where the file does not say
   * @param label name of the class
   * @param scores of that class in that case
   */
  public CaseRow(String name, Optional<String> patient, String label, ClassScores scores) {
    this(name, patient, label, scores, Optional.empty());
  }
}
