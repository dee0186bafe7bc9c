package dev.icl.report.chart;

import java.util.List;
import java.util.Locale;

/** Values over iterations. */
public final class LineChart {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 270;

  private LineChart() {}

  /**
   * A line.
   *
   * @param label of the legend
   * @param color class of the style sheet
   * @param dashed whether the line is
   * @param x ascending
   * @param y NaN where there is a gap
   * @param low lower edge of the band around the line; empty for none
   * @param high upper edge of the band; empty for none
   */
  public record Series(
      String label,
      String color,
      boolean dashed,
      double[] x,
      double[] y,
      double[] low,
      double[] high) {
    /**
     * A line without a band.
     *
     * @param label for the legend
     * @param color class of the style sheet
     * @param x horizontal coordinates, ascending
     * @param y values, as many as {@code x}
     */
    public static Series plain(String label, String color, double[] x, double[] y) {
      return new Series(label, color, false, x, y, new double[0], new double[0]);
    }

    /** The same, dashed. */
    public Series withDashes() {
      return new Series(label, color, true, x, y, low, high);
    }

    double last() {
      for (int i = y.length - 1; i >= 0; i--) {
        if (Double.isFinite(y[i])) {
          return y[i];
        }
      }
      return Double.NaN;
    }
  }

  /** The direction and scale of the vertical axis. */
  public enum Axis {
    /** From 0 to 1. */
    FRACTION,
    /** From 0 to the largest value. */
    FROM_ZERO,
    /** From below the least value to above the largest. */
    FITTED,
    /** Logarithmic where values differ widely and are positive, from zero otherwise. */
    WIDE
  }

  /**
   * Draws lines.
   *
   * @param title of the drawing
   * @param quantity the quantity on the vertical axis
   * @param axis of the values
   * @param series earlier ones are drawn above later ones
   */
  public static Figure draw(String title, String quantity, Axis axis, List<Series> series) {
    LinePlot plot = LinePlot.of(quantity, axis, series, WIDTH, HEIGHT);
    String description = description(plot.quantity(), series);
    Drawing drawing = new Drawing(WIDTH, HEIGHT);
    plot.paint(drawing);
    List<Figure.LegendEntry> legend =
        series.stream().map(s -> new Figure.LegendEntry(s.label(), s.color(), s.dashed())).toList();
    // what a single line is, the title says
    return Figure.of(title, description, drawing, series.size() > 1 ? legend : List.of());
  }

  private static String description(String quantity, List<Series> series) {
    StringBuilder text = new StringBuilder("Lines of " + quantity + " over iterations.");
    series.stream()
        .filter(s -> Double.isFinite(s.last()))
        .forEach(
            s ->
                text.append(' ')
                    .append(s.label())
                    .append(" ends at ")
                    .append(number(s.last()))
                    .append('.'));
    return text.toString();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
