package dev.icl.report.chart;

import java.util.List;

/** Horizontal bars from zero with the spread of what was measured. */
public final class BarChart {
  private static final int WIDTH = 400;
  private static final int ROW = 42;
  private static final int LEFT = 4;
  private static final int RIGHT = 84;
  private static final int AXIS = 38;

  private BarChart() {}

  /**
   * A bar.
   *
   * @param label the name of the bar
   * @param color class of the style sheet
   * @param value its length; not negative
   * @param low least of what was measured; NaN where there was one measurement only
   * @param high most of what was measured; NaN where there was one measurement only
   * @param words the value as the reader is told
   */
  public record Bar(
      String label, String color, double value, double low, double high, String words) {}

  /**
   * Draws bars in the order given.
   *
   * @param title of the drawing, for screen readers
   * @param axis the quantity, with its unit
   * @param bars from top to bottom
   */
  public static Figure draw(String title, String axis, List<Bar> bars) {
    int bottom = 6 + ROW * bars.size();
    double largest =
        bars.stream().mapToDouble(b -> Math.max(b.value(), orZero(b.high()))).max().orElse(1);
    Scale x = Scale.fromZero(largest, LEFT, WIDTH - RIGHT);
    String description = description(axis, bars);
    Drawing drawing = new Drawing(WIDTH, bottom + AXIS);
    for (double tick : x.ticks(4)) {
      drawing.line("grid", x.at(tick), 4, x.at(tick), bottom);
      drawing.words(
          "tick " + (tick == 0 ? "start" : "middle"), x.at(tick), bottom + 15, Ticks.label(tick));
    }
    drawing.words("axis start", LEFT, bottom + 33, axis);
    for (int i = 0; i < bars.size(); i++) {
      draw(drawing, x, 6 + ROW * i, bars.get(i));
    }
    return Figure.of(title, description, drawing, List.of());
  }

  private static void draw(Drawing drawing, Scale x, double top, Bar bar) {
    drawing.words("label start", LEFT, top + 12, bar.label());
    double end = x.at(bar.value());
    String tip = bar.label() + ": " + bar.words();
    drawing.rectangle("fill " + bar.color(), LEFT, top + 18, end - LEFT, 14, tip);
    double right = end;
    if (bar.high() > bar.low()) {
      right = Math.max(right, x.at(bar.high()));
      drawing.line("whisker", x.at(bar.low()), top + 25, x.at(bar.high()), top + 25);
      drawing.line("whisker", x.at(bar.low()), top + 21, x.at(bar.low()), top + 29);
      drawing.line("whisker", x.at(bar.high()), top + 21, x.at(bar.high()), top + 29);
    }
    drawing.words("value start", right + 6, top + 29, bar.words());
  }

  private static String description(String axis, List<Bar> bars) {
    StringBuilder text = new StringBuilder("Bars of " + axis + ":");
    bars.forEach(b -> text.append(' ').append(b.label()).append(' ').append(b.words()).append(';'));
    text.setCharAt(text.length() - 1, '.');
    return text.toString();
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
