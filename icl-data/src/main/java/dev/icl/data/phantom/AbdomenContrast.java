package dev.icl.data.phantom;

/**
 * The brightness of each tissue of one patient, in about [0, 1].
 *
 * @param intensities one row per channel, one value per {@link Organ}; not written to
 */
@SuppressWarnings({"ArrayRecordComponent", "EnumOrdinal"}) // every point asks
record AbdomenContrast(double[][] intensities) {
  /**
   * The brightness in one or two channels. In the first the liver resembles the spleen, and the
   * artery the aorta; the second shows fluids bright and flowing blood dark.
   */
  static AbdomenContrast draw(Draw draw, int channels) {
    double[][] rows = {first(draw), second(draw)};
    return new AbdomenContrast(channels == 1 ? new double[][] {rows[0]} : rows);
  }

  private static double[] first(Draw draw) {
    double[] row = new double[Organ.values().length];
    double muscle = draw.about(0.42, 0.06);
    double liver = muscle + draw.about(0.11, 0.09);
    double kidney = muscle + draw.about(0.17, 0.12);
    double blood = draw.about(0.76, 0.14);
    set(row, Organ.AIR, draw.uniform(0, 0.02));
    set(row, Organ.FAT, draw.about(0.22, 0.08));
    set(row, Organ.MUSCLE, muscle);
    set(row, Organ.SPINE, draw.about(0.85, 0.12));
    set(row, Organ.AORTA, blood);
    set(row, Organ.VEIN, blood - draw.about(0.1, 0.08));
    set(row, Organ.STOMACH, draw.uniform(0.25, 0.65));
    set(row, Organ.BOWEL, draw.uniform(0.3, 0.7));
    set(row, Organ.SPLEEN, liver + draw.about(0, 0.07));
    set(row, Organ.LIVER, liver);
    set(row, Organ.LESION, liver + (draw.chance(0.7) ? -1 : 1) * draw.uniform(0.08, 0.2));
    set(row, Organ.KIDNEY, kidney);
    set(row, Organ.MEDULLA, kidney - draw.about(0.08, 0.08));
    set(row, Organ.CYST, draw.about(0.25, 0.06));
    set(row, Organ.ARTERY, blood + draw.about(0, 0.06));
    return row;
  }

  private static double[] second(Draw draw) {
    double[] row = new double[Organ.values().length];
    double blood = draw.about(0.14, 0.08);
    set(row, Organ.AIR, draw.uniform(0, 0.02));
    set(row, Organ.FAT, draw.about(0.72, 0.1));
    set(row, Organ.MUSCLE, draw.about(0.28, 0.06));
    set(row, Organ.SPINE, draw.about(0.45, 0.1));
    set(row, Organ.AORTA, blood);
    set(row, Organ.VEIN, blood + draw.about(0.08, 0.06));
    set(row, Organ.STOMACH, draw.uniform(0.5, 0.95));
    set(row, Organ.BOWEL, draw.uniform(0.35, 0.9));
    set(row, Organ.SPLEEN, draw.about(0.58, 0.1));
    set(row, Organ.LIVER, draw.about(0.36, 0.08));
    set(row, Organ.LESION, draw.about(0.62, 0.14));
    set(row, Organ.KIDNEY, draw.about(0.62, 0.1));
    set(row, Organ.MEDULLA, draw.about(0.78, 0.1));
    set(row, Organ.CYST, draw.about(0.95, 0.05));
    set(row, Organ.ARTERY, blood + draw.about(0, 0.04));
    return row;
  }

  private static void set(double[] row, Organ organ, double value) {
    row[organ.ordinal()] = Math.max(0, value);
  }
}
