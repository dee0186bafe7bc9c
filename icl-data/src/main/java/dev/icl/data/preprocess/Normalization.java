package dev.icl.data.preprocess;

/** The common scale that the intensities of a scan are put on. */
public enum Normalization {
  /**
   * From the window or the percentiles to [0, 1] where one of them is given; otherwise what the
   * dataset is known to need.
   */
  AUTO,
  /** Not at all. */
  NONE,
  /** From [least, greatest] of the scan to [0, 1]. */
  MIN_MAX,
  /** To mean 0 and standard deviation 1 of the scan. */
  Z_SCORE
}
