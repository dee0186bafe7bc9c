package dev.icl.report.chart;

import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Horizontal box plots: quartiles and median, whiskers to the farthest value within 1.5
 * interquartile ranges of the box (J. Tukey, Exploratory Data Analysis, 1977), every value as a
 * dot, the mean as a diamond.
 */
public final class BoxPlot {
  private static final int WIDTH = 400;
  private static final int ROW = 50;
  private static final int LEFT = 8;
  private static final int RIGHT = 12;
  private static final int AXIS = 38;
  private static final double REACH = 1.5;

  private BoxPlot() {}

  /**
   * A box.
   *
   * @param label the name of the box
   * @param color class of the style sheet
   * @param values at least one, 0 to 1
   * @param names of the values, said when a dot is pointed at
   */
  public record Box(String label, String color, double[] values, List<String> names) {
    /** Copies what it is given. */
    public Box {
      values = values.clone();
      names = List.copyOf(names);
    }

    @Override
    public double[] values() {
      return values.clone();
    }
  }

  /**
   * Draws boxes of fractions in the order given, on an axis from 0 to 1.
   *
   * @param title of the drawing, for screen readers
   * @param axis the quantity
   * @param boxes from top to bottom
   */
  public static Figure draw(String title, String axis, List<Box> boxes) {
    int bottom = 6 + ROW * boxes.size();
    Scale x = new Scale(0, 1, LEFT, WIDTH - RIGHT, false);
    String description = description(axis, boxes);
    Drawing drawing = new Drawing(WIDTH, bottom + AXIS);
    for (double tick : x.ticks(5)) {
      drawing.line("grid", x.at(tick), 4, x.at(tick), bottom);
      drawing.words("tick middle", x.at(tick), bottom + 15, Ticks.label(tick));
    }
    drawing.words("axis start", LEFT - 4, bottom + 33, axis);
    for (int i = 0; i < boxes.size(); i++) {
      draw(drawing, x, 6 + ROW * i, boxes.get(i));
    }
    return Figure.of(title, description, drawing, List.of());
  }

  private static void draw(Drawing drawing, Scale x, double top, Box box) {
    double[] values = box.values();
    Quartiles q = Quartiles.of(values);
    double middle = top + 30;
    drawing.words("label start", LEFT - 4, top + 12, box.label());
    String color = " " + box.color();
    drawing.line("stroke" + color, x.at(q.low()), middle, x.at(q.first()), middle);
    drawing.line("stroke" + color, x.at(q.third()), middle, x.at(q.high()), middle);
    drawing.rectangle(
        "box" + color,
        x.at(q.first()),
        middle - 9,
        x.at(q.third()) - x.at(q.first()),
        18,
        box.label() + ": " + q.words());
    for (int i = 0; i < values.length; i++) {
      // spread over the height by the golden ratio: evenly, and the same each time
      double shift = ((i * 0.618034) % 1 - 0.5) * 14;
      drawing.dot(
          "dot" + color,
          x.at(values[i]),
          middle + shift,
          1.9,
          box.names().get(i) + ": " + number(values[i]));
    }
    drawing.line("median" + color, x.at(q.median()), middle - 9, x.at(q.median()), middle + 9);
    double mean = x.at(StatUtils.mean(values));
    Path2D diamond = new Path2D.Double();
    diamond.moveTo(mean, middle - 5);
    diamond.lineTo(mean + 5, middle);
    diamond.lineTo(mean, middle + 5);
    diamond.lineTo(mean - 5, middle);
    diamond.closePath();
    drawing.path("mean" + color, diamond, box.label() + ": mean " + number(StatUtils.mean(values)));
  }

  private static String description(String axis, List<Box> boxes) {
    StringBuilder text = new StringBuilder("Box plots of " + axis + ".");
    for (Box box : boxes) {
      text.append(' ').append(box.label()).append(": ");
      text.append(Quartiles.of(box.values()).words()).append('.');
    }
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** The five numbers of a box. */
  record Quartiles(double low, double first, double median, double third, double high) {
    static Quartiles of(double[] values) {
      Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
      percentile.setData(values);
      double first = percentile.evaluate(25);
      double third = percentile.evaluate(75);
      double reach = REACH * (third - first);
      return new Quartiles(
          Arrays.stream(values).filter(v -> v >= first - reach).min().orElse(first),
          first,
          percentile.evaluate(50),
          third,
          Arrays.stream(values).filter(v -> v <= third + reach).max().orElse(third));
    }

    String words() {
      return "median " + number(median) + ", middle half " + number(first) + " to " + number(third);
    }
  }
}
