package dev.icl.app.predict;

/**
 * The probabilities of the classes at the voxels of a sample, in 16 bits each: multiples of
 * 1/65535, so that none is off by more than 7.7e-6.
 */
public final class StoredProbabilities {
  private static final float STEPS = 65535;

  private final short[][] values;

  /**
   * @param classes their number
   * @param voxels of the sample
   */
  StoredProbabilities(int classes, int voxels) {
    values = new short[classes][voxels];
  }

  /**
   * Stores some voxels.
   *
   * @param probabilities {@code [classes][pixels]}, each 0 to 1
   * @param from place of the first
   */
  void put(float[][] probabilities, int from) {
    for (int c = 0; c < values.length; c++) {
      for (int i = 0; i < probabilities[c].length; i++) {
        values[c][from + i] = (short) Math.round(Math.min(1, probabilities[c][i]) * STEPS);
      }
    }
  }

  /** The number of classes. */
  public int classes() {
    return values.length;
  }

  /** The probability of a class at each voxel, in C order; a new array. */
  public float[] of(int place) {
    float[] all = new float[values[place].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (values[place][i] & 0xffff) / STEPS;
    }
    return all;
  }
}
