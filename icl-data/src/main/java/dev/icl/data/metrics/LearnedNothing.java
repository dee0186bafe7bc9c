package dev.icl.data.metrics;

/**
 * The floor of the Dice score, below which a network cannot be said to segment at all: one that
 * predicts almost only background, or classes in arbitrary places, comes to rest there.
 */
public final class LearnedNothing {
  /** Mean Dice over cases and foreground classes; scores below it differ by chance alone. */
  public static final double DICE = 0.05;

  private LearnedNothing() {}

  /**
   * Whether a score is one of a network that has learned nothing.
   *
   * @param meanDice over cases and foreground classes, 0 to 1; NaN where nothing was scored, which
   *     tells nothing
   */
  public static boolean isShownBy(double meanDice) {
    return meanDice < DICE;
  }
}
