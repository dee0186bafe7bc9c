package dev.icl.report.analysis;

/**
 * The throughput of two engines or devices on one machine with one method.
 *
 * @param faster the one with the higher median
 * @param slower the other
 */
public record SpeedComparison(Speed faster, Speed slower) {
  static SpeedComparison of(Speed a, Speed b) {
    return a.imagesPerSecond().median() >= b.imagesPerSecond().median()
        ? new SpeedComparison(a, b)
        : new SpeedComparison(b, a);
  }

  /** The ratio of the images that the two train on in the same time, the faster one's above. */
  public double ratio() {
    return faster.imagesPerSecond().median() / slower.imagesPerSecond().median();
  }

  /** Whether they are apart on a quiet machine, and by more than a spread that is known of both. */
  public boolean isShown() {
    return isApart() && !isNoisy() && faster.isRepeated() && slower.isRepeated();
  }

  /** Whether even the slowest repeat of the faster one beats the fastest of the other. */
  public boolean isApart() {
    return faster.imagesPerSecond().low() > slower.imagesPerSecond().high();
  }

  /** Whether the repeats of either were too far apart. */
  public boolean isNoisy() {
    return faster.isNoisy() || slower.isNoisy();
  }
}
