package dev.icl.data.statistics;

/**
 * A confidence interval.
 *
 * @param low its lower end; NaN if there is none
 * @param high its upper end; NaN if there is none
 */
public record Interval(double low, double high) {
  /** The interval where there are too few values. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN);
}
