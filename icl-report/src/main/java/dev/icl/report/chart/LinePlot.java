package dev.icl.report.chart;

import dev.icl.report.chart.LineChart.Axis;
import dev.icl.report.chart.LineChart.Series;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Lines in their axes, for any canvas.
 *
 * @param quantity on the vertical axis, and its scale where that is logarithmic
 * @param series earlier ones are drawn above later ones
 * @param x of iterations
 * @param y of values
 * @param width of the drawing
 * @param height of the drawing
 */
record LinePlot(String quantity, List<Series> series, Scale x, Scale y, int width, int height) {
  private static final int LEFT = 52;
  private static final int RIGHT = 14;
  private static final int TOP = 12;
  private static final int BOTTOM = 42;

  /** A tick takes about so much of an axis. */
  private static final int TICK_WIDTH = 80;

  private static final int TICK_HEIGHT = 54;

  /** Lines of no more points than this show them. */
  private static final int MARKED = 40;

  /** Ranges beyond this ratio are drawn on a logarithmic axis. */
  private static final double WIDE = 30;

  static LinePlot of(String quantity, Axis axis, List<Series> series, int width, int height) {
    Scale y = vertical(axis, series, height - BOTTOM);
    double end = series.stream().flatMapToDouble(s -> Arrays.stream(s.x())).max().orElse(1);
    Scale x = new Scale(0, Math.max(1, end), LEFT, width - RIGHT, false);
    String scaled = y.logarithmic() ? quantity + " (logarithmic)" : quantity;
    return new LinePlot(scaled, series, x, y, width, height);
  }

  void paint(Canvas canvas) {
    axes(canvas);
    series.forEach(s -> band(canvas, s));
    for (int i = series.size() - 1; i >= 0; i--) {
      line(canvas, series.get(i));
    }
  }

  private void axes(Canvas canvas) {
    int right = width - RIGHT;
    double ground = height - BOTTOM;
    for (double tick : y.ticks(height / TICK_HEIGHT)) {
      canvas.line("grid", LEFT, y.at(tick), right, y.at(tick));
      canvas.words("tick end", LEFT - 6, y.at(tick) + 4, Ticks.label(tick));
    }
    canvas.line("base", LEFT, ground, right, ground);
    for (double tick : x.ticks(width / TICK_WIDTH)) {
      canvas.line("base", x.at(tick), ground, x.at(tick), ground + 4);
      boolean atEnd = x.at(tick) > right - 12;
      canvas.words(
          "tick " + (atEnd ? "end" : "middle"),
          atEnd ? width - 2 : x.at(tick),
          ground + 17,
          Ticks.label(tick));
    }
    canvas.words("axis middle", (LEFT + right) / 2.0, height - 5, "iteration");
    canvas.upwards("axis middle", 12, (TOP + ground) / 2, quantity);
  }

  private static Scale vertical(Axis axis, List<Series> series, double ground) {
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
    if (axis == Axis.FITTED || low < 0) {
      return Scale.around(low, high, ground, TOP);
    }
    return Scale.fromZero(high > 0 ? high : 1, ground, TOP);
  }

  private void band(Canvas canvas, Series s) {
    if (s.low().length == 0) {
      return;
    }
    Path2D path = new Path2D.Double();
    for (int i = 0; i < s.x().length; i++) {
      go(path, i > 0, s.x()[i], s.high()[i]);
    }
    for (int i = s.x().length - 1; i >= 0; i--) {
      go(path, true, s.x()[i], s.low()[i]);
    }
    path.closePath();
    canvas.path("band " + s.color(), path, "");
  }

  private void line(Canvas canvas, Series s) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    long points = 0;
    for (int i = 0; i < s.x().length; i++) {
      boolean there = Double.isFinite(s.y()[i]);
      if (there) {
        points++;
        go(path, drawing, s.x()[i], s.y()[i]);
      }
      drawing = there;
    }
    if (points > 0) {
      canvas.path((s.dashed() ? "curve dashed " : "curve ") + s.color(), path, s.label());
    }
    for (int i = 0; points <= MARKED && i < s.x().length; i++) {
      if (Double.isFinite(s.y()[i])) {
        String tip =
            s.label() + ", iteration " + (long) s.x()[i] + ": " + LineChart.number(s.y()[i]);
        canvas.dot("point " + s.color(), x.at(s.x()[i]), y.at(s.y()[i]), 2.6, tip);
      }
    }
  }

  private void go(Path2D path, boolean drawing, double iteration, double value) {
    if (drawing) {
      path.lineTo(x.at(iteration), y.at(value));
    } else {
      path.moveTo(x.at(iteration), y.at(value));
    }
  }
}
