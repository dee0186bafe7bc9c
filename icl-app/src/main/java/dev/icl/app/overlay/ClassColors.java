package dev.icl.app.overlay;

import java.awt.Color;

/** The colours in which classes are drawn. */
public final class ClassColors {
  private static final int[] FIRST = {
    0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0xCC79A7, 0xD55E00,
  };

  private ClassColors() {}

  /**
   * The colour of a class: hues far apart, by the golden angle; the first ones are those of Okabe
   * and Ito.
   *
   * @param label of the class, from 1
   */
  public static Color of(int label) {
    return label <= FIRST.length
        ? new Color(FIRST[label - 1])
        : Color.getHSBColor(label * 0.381966f % 1, 0.75f, 0.95f);
  }
}
