package dev.icl.data.preprocess;

/** From one grid to another and, for label maps, back. Pure functions. */
interface GridChange {
  /** The grid that it leads to. */
  VoxelGrid to();

  /** Intensities on the new grid. */
  float[] image(float[] values);

  /** A label map on the new grid; no label is invented. */
  byte[] label(byte[] values);

  /** A label map of the new grid on the old one. */
  byte[] restore(byte[] values);
}
