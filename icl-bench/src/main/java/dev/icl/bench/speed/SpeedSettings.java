package dev.icl.bench.speed;

import dev.icl.core.error.OutOfRange;
import dev.icl.core.error.UserException;

/**
 * The extent of the measurements.
 *
 * @param steps the number of repetitions of each measurement
 * @param matrix rows and columns of the matrices whose product is timed
 */
public record SpeedSettings(int steps, int matrix) {
  private static final int MOST_STEPS = 1_000_000;
  private static final int LARGEST_MATRIX = 16_384;

  /**
   * @throws UserException if a number is out of its range
   */
  public SpeedSettings {
    OutOfRange.refuse("--steps", steps, 1, MOST_STEPS);
    OutOfRange.refuse("--matrix", matrix, 1, LARGEST_MATRIX);
  }
}
