package dev.icl.report.record;

import org.jspecify.annotations.Nullable;

/** JSON has no NaN and no infinity. */
final class Numbers {
  private Numbers() {}

  /** The number, or null if it is none. */
  static @Nullable Double finite(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
