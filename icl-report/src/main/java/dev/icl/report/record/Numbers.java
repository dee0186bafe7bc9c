package dev.icl.report.record;

/** JSON has no NaN and no infinity. */
final class Numbers {
  private Numbers() {}

  /** The number, or null if it is none. */
  static Double finite(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
