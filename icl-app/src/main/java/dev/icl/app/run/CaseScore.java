package dev.icl.app.run;

import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.util.List;

/**
 * The scores of one case.
 *
 * @param name of the case
 * @param patient whose scan it is
 * @param slices how many it has
 * @param classes scores of each foreground class
 * @param references the print of each of them in the reference label map; empty where that is not
 *     told
 */
public record CaseScore(
    String name, String patient, int slices, List<ClassScores> classes, List<String> references) {
  /** Keeps its own copies of the lists. */
  public CaseScore {
    classes = List.copyOf(classes);
    references = List.copyOf(references);
  }

  /** A metric of each foreground class; NaN where it does not count. */
  public List<Double> values(Metric metric) {
    return classes.stream().map(c -> c.get(metric)).toList();
  }
}
