package dev.icl.data.model;

/**
 * Distance between neighbouring voxels in millimetres.
 *
 * @param z between slices
 * @param y between rows
 * @param x between columns
 */
public record Spacing(double z, double y, double x) {
  /**
   * @throws IllegalArgumentException if a distance is not a positive finite number
   */
  public Spacing {
    if (!(z > 0 && y > 0 && x > 0 && z + y + x < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("spacing of " + z + ", " + y + ", " + x + " mm");
    }
  }
}
