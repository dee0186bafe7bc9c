package dev.icl.modules.inference;

/** The weight of each place of a window where windows overlap. */
public enum Blend {
  /** All the same, as in the authors' program. */
  FLAT {
    @Override
    double weight(int place, int size) {
      return 1;
    }
  },
  /**
   * A Gaussian around the middle with a standard deviation of an eighth of the window along each
   * axis: borders, where a network sees least, count little.
   */
  GAUSSIAN {
    @Override
    double weight(int place, int size) {
      double z = (place - (size - 1) / 2.0) / (size * SIGMA);
      return Math.max(LEAST, Math.exp(-z * z / 2));
    }
  };

  private static final double SIGMA = 1 / 8.0;
  private static final double LEAST = 1e-4;

  /** The factor of one axis, above 0. */
  abstract double weight(int place, int size);
}
