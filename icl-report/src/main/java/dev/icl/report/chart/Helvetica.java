package dev.icl.report.chart;

/** Widths of the letters of Helvetica, as Adobe's metrics of it give them. */
final class Helvetica {
  /** Thousandths of the font's size, from the space to the tilde. */
  private static final int[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  };

  private static final int OTHERS = 556;

  private Helvetica() {}

  /**
   * The width of some words over the size of the font; letters beyond ASCII are of middle width.
   */
  static double width(String words) {
    return words
            .chars()
            .map(c -> c >= ' ' && c - ' ' < WIDTHS.length ? WIDTHS[c - ' '] : OTHERS)
            .sum()
        / 1000.0;
  }
}
