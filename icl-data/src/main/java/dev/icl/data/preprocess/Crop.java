package dev.icl.data.preprocess;

/** The box that a scan is cropped to before it is used. */
public enum Crop {
  /** Nothing is cut off. */
  NONE,
  /**
   * The box around every voxel that is not 0 in any channel: for scans with an empty background.
   */
  NONZERO,
  /**
   * The box around every voxel above Otsu's threshold of its channel: for scans with air or noise
   * around the patient, CT among them.
   */
  OTSU
}
