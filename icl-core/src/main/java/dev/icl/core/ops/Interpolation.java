package dev.icl.core.ops;

/** The coefficients of linear resizing, which engines may apply as one matrix product per axis. */
public final class Interpolation {
  private Interpolation() {}

  /**
   * The weights of the old grid points in each new one along one axis.
   *
   * @param from the old size
   * @param to the new size
   * @param aligned whether the centres of the corners are aligned ({@link Resize#LINEAR_ALIGNED}),
   *     else the areas ({@link Resize#LINEAR})
   * @return {@code [to, from]} in C order; every row has one or two entries and adds up to 1
   */
  public static float[] weights(int from, int to, boolean aligned) {
    float[] weights = new float[to * from];
    for (int i = 0; i < to; i++) {
      double source =
          aligned
              ? to == 1 ? 0 : (double) i * (from - 1) / (to - 1)
              : Math.max(0, (i + 0.5) * from / to - 0.5);
      int low = Math.min((int) source, from - 1);
      int high = Math.min(low + 1, from - 1);
      float share = (float) (source - low);
      weights[i * from + low] += 1 - share;
      weights[i * from + high] += share;
    }
    return weights;
  }
}
