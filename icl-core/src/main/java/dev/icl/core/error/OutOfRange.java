package dev.icl.core.error;

/** A whole number that is too small or too large. */
public final class OutOfRange {
  private OutOfRange() {}

  /**
   * Checks a number.
   *
   * @param option the option that it was given with, as {@code --steps}
   * @param value the number that was given
   * @param least the smallest allowed value
   * @param most the largest allowed value
   * @throws UserException if it is below {@code least} or above {@code most}
   */
  public static void refuse(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserException(
          "%s: %d is out of range; use %d to %d.".formatted(option, value, least, most));
    }
  }
}
