package dev.icl.data.metrics;

/**
 * The Dice similarity coefficient of label maps, {@code 2 |P ∩ T| / (|P| + |T|)} per class over a
 * whole volume, as MedPy's {@code dc} computes it on the masks of a class.
 */
public final class Dice {
  private Dice() {}

  /** {@link #perClass(byte[], byte[], int, EmptyMasks)} with {@link EmptyMasks#STRICT}. */
  public static double[] perClass(byte[] prediction, byte[] truth, int classes) {
    return perClass(prediction, truth, classes, EmptyMasks.STRICT);
  }

  /**
   * The Dice of every class but the background.
   *
   * @param prediction class of each voxel, 0 to {@code classes - 1}
   * @param truth the same for the reference
   * @param classes how many there are, the background included
   * @return {@code classes - 1} values in [0, 1], that of class 1 first; NaN where not counted
   * @throws IllegalArgumentException if the maps differ in size or hold other classes
   */
  public static double[] perClass(
      byte[] prediction, byte[] truth, int classes, EmptyMasks emptyMasks) {
    if (prediction.length != truth.length) {
      throw new IllegalArgumentException(
          prediction.length + " predicted voxels against " + truth.length);
    }
    long[] predicted = new long[classes];
    long[] actual = new long[classes];
    long[] both = new long[classes];
    for (int i = 0; i < truth.length; i++) {
      int p = requireClass(prediction[i], classes);
      int t = requireClass(truth[i], classes);
      predicted[p]++;
      actual[t]++;
      if (p == t) {
        both[p]++;
      }
    }
    double[] dice = new double[classes - 1];
    for (int c = 1; c < classes; c++) {
      dice[c - 1] = value(both[c], predicted[c], actual[c], emptyMasks);
    }
    return dice;
  }

  private static double value(long both, long predicted, long actual, EmptyMasks emptyMasks) {
    if (predicted + actual == 0) {
      return emptyMasks == EmptyMasks.AUTHORS ? 1 : Double.NaN;
    }
    return 2.0 * both / (predicted + actual);
  }

  private static int requireClass(byte value, int classes) {
    int c = value & 0xff;
    if (c >= classes) {
      throw new IllegalArgumentException("class " + c + " where there are " + classes);
    }
    return c;
  }
}
