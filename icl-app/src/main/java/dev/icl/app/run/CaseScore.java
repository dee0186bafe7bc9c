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
 */
public record CaseScore(String name, String patient, int slices, List<ClassScores> classes) {
  /** Keeps its own copy of the list. */
  public CaseScore {
    classes = List.copyOf(classes);
  }

  /** A metric of each foreground class; NaN where it does not count. */
  public List<Double> values(Metric metric) {
    return classes.stream().map(c -> c.get(metric)).toList();
  }
}
