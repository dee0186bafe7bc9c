package dev.icl.bench.speed;

import dev.icl.core.error.UserException;

/**
 * How much is measured.
 *
 * @param steps how often each thing is timed
 * @param matrix rows and columns of the matrices whose product is timed
 */
public record SpeedSettings(int steps, int matrix) {
  private static final int MOST_STEPS = 1_000_000;
  private static final int LARGEST_MATRIX = 16_384;

  /**
   * @throws UserException if a number is out of its range
   */
  public SpeedSettings {
    require("--steps", steps, 1, MOST_STEPS);
    require("--matrix", matrix, 1, LARGEST_MATRIX);
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserException(
          "%s: %d is out of range; use %d to %d.".formatted(option, value, least, most));
    }
  }
}
