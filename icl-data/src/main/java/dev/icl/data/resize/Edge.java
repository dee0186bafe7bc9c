package dev.icl.data.resize;

/** The value of a sample that falls outside the source by floating-point rounding. */
public enum Edge {
  /**
   * 0, as in {@code scipy.ndimage.zoom(order=0)} with its default constant mode: for some sizes
   * (256 to 216, for example) the last row or column of the result is lost. What the authors'
   * program does.
   */
  ZERO,
  /** The nearest sample of the source, so that no row or column is lost. */
  CLAMP
}
