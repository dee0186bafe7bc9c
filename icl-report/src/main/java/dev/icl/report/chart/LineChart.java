package dev.icl.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Values over iterations. */
public final class LineChart {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 270;
  private static final int LEFT = 52;
  private static final int RIGHT = 14;
  private static final int TOP = 12;
  private static final int BOTTOM = 42;

  /** Lines of no more points than this show them. */
  private static final int MARKED = 40;

  /** Ranges beyond this ratio are drawn on a logarithmic axis. */
  private static final double WIDE = 30;

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
    Scale y = vertical(axis, series);
    double end = series.stream().flatMapToDouble(s -> Arrays.stream(s.x())).max().orElse(1);
    Scale x = new Scale(0, Math.max(1, end), LEFT, WIDTH - RIGHT, false);
    String scaled = y.logarithmic() ? quantity + " (logarithmic)" : quantity;
    String description = description(scaled, series);
    Svg svg = new Svg(WIDTH, HEIGHT, title, description);
    for (double tick : y.ticks(5)) {
      svg.line("grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
      svg.words("tick end", LEFT - 6, y.at(tick) + 4, Ticks.label(tick));
    }
    double ground = HEIGHT - BOTTOM;
    svg.line("base", LEFT, ground, WIDTH - RIGHT, ground);
    for (double tick : x.ticks(5)) {
      svg.line("base", x.at(tick), ground, x.at(tick), ground + 4);
      boolean atEnd = x.at(tick) > WIDTH - RIGHT - 12;
      svg.words(
          "tick " + (atEnd ? "end" : "middle"),
          atEnd ? WIDTH - 2 : x.at(tick),
          ground + 17,
          Ticks.label(tick));
    }
    svg.words("axis middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 5, "iteration");
    svg.upwards("axis middle", 12, (TOP + ground) / 2, scaled);
    series.forEach(s -> band(svg, x, y, s));
    for (int i = series.size() - 1; i >= 0; i--) {
      line(svg, x, y, series.get(i));
    }
    List<Figure.LegendEntry> legend =
        series.stream().map(s -> new Figure.LegendEntry(s.label(), s.color(), s.dashed())).toList();
    // what a single line is, the title says
    return new Figure(title, description, svg.markup(), series.size() > 1 ? legend : List.of());
  }

  private static Scale vertical(Axis axis, List<Series> series) {
    double ground = HEIGHT - BOTTOM;
    if (axis == Axis.FRACTION) {
      return new Scale(0, 1, ground, TOP, false);
    }
    double[] values =
        series.stream()
            .flatMapToDouble(
                s -> DoubleStream.concat(Arrays.stream(s.y()), Arrays.stream(s.high())))
            .filter(Double::isFinite)
            .toArray();
    double high = Arrays.stream(values).max().orElse(1);
    double low = Arrays.stream(values).min().orElse(0);
    if (axis == Axis.WIDE && low > 0 && high > WIDE * low) {
      return new Scale(low / 1.1, high * 1.1, ground, TOP, true);
    }
    return Scale.fromZero(high > 0 ? high : 1, ground, TOP);
  }

  private static void band(Svg svg, Scale x, Scale y, Series s) {
    if (s.low().length == 0) {
      return;
    }
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < s.x().length; i++) {
      data.append(i == 0 ? 'M' : 'L').append(point(x.at(s.x()[i]), y.at(s.high()[i])));
    }
    for (int i = s.x().length - 1; i >= 0; i--) {
      data.append('L').append(point(x.at(s.x()[i]), y.at(s.low()[i])));
    }
    svg.path("band " + s.color(), data.append('Z').toString(), "");
  }

  private static void line(Svg svg, Scale x, Scale y, Series s) {
    StringBuilder data = new StringBuilder();
    boolean drawing = false;
    long points = 0;
    for (int i = 0; i < s.x().length; i++) {
      boolean there = Double.isFinite(s.y()[i]);
      if (there) {
        points++;
        data.append(drawing ? 'L' : 'M').append(point(x.at(s.x()[i]), y.at(s.y()[i])));
      }
      drawing = there;
    }
    String style = (s.dashed() ? "curve dashed " : "curve ") + s.color();
    if (points > 0) {
      svg.path(style, data.toString(), s.label());
    }
    for (int i = 0; points <= MARKED && i < s.x().length; i++) {
      if (Double.isFinite(s.y()[i])) {
        String tip = s.label() + ", iteration " + (long) s.x()[i] + ": " + number(s.y()[i]);
        svg.dot("point " + s.color(), x.at(s.x()[i]), y.at(s.y()[i]), 2.6, tip);
      }
    }
  }

  private static String point(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
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

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
