package dev.icl.data.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The scores of one class in one case. */
public final class ClassScores {
  private final Map<Metric, Double> values;

  /**
   * @param values the measured values; NaN where the class is not counted
   */
  public ClassScores(Map<Metric, Double> values) {
    this.values = new EnumMap<>(Metric.class);
    this.values.putAll(values);
  }

  /** A score; NaN where it was not measured or the class is not counted. */
  public double get(Metric metric) {
    return values.getOrDefault(metric, Double.NaN);
  }

  /** The metrics that were measured. */
  public Set<Metric> metrics() {
    return Set.copyOf(values.keySet());
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
