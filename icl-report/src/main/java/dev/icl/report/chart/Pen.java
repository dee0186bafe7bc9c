package dev.icl.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

/**
 * The line of a series in a picture.
 *
 * @param color of line and dots
 * @param width of the line, in units of the picture
 * @param dashes lengths of dashes and of the gaps between them; empty for a whole line
 */
public record Pen(Color color, float width, List<Float> dashes) {
  private static final int VEILED = 36;
  private static final float MITER = 10;

  /** Copies the list. */
  public Pen {
    dashes = List.copyOf(dashes);
  }

  BasicStroke stroke() {
    if (dashes.isEmpty()) {
      return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
    float[] lengths = new float[dashes.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = dashes.get(i);
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, MITER, lengths, 0);
  }

  /** The colour of a band around the line. */
  Color veil() {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), VEILED);
  }
}
