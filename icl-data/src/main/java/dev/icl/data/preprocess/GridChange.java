package dev.icl.data.preprocess;

/** From one grid to another and, for label maps and scores, back. Pure functions. */
interface GridChange {
  /** The grid that it leads to. */
  VoxelGrid to();

  /** Intensities on the new grid. */
  float[] image(float[] values);

  /** A label map on the new grid; no label is invented. */
  byte[] label(byte[] values);

  /** A label map of the new grid on the old one. */
  byte[] restore(byte[] values);

  /**
   * Numbers of the new grid, such as probabilities, on the old one, interpolated linearly.
   *
   * @param values on the new grid
   * @param outside the number of what the new grid does not have
   */
  float[] restore(float[] values, float outside);
}
