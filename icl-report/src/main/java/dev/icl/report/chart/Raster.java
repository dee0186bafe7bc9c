package dev.icl.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Paints a chart as pixels, dark on white: the light colours of the report's style sheet. */
final class Raster implements Canvas {
  static final Color INK = new Color(0x1B2733);
  static final Color SOFT = new Color(0x4A5865);
  static final Color GRID = new Color(0xDDDDDD);
  private static final BasicStroke HAIRLINE = new BasicStroke(1);

  private final Graphics2D graphics;
  private final Font font;
  private final Map<String, Pen> pens;

  /**
   * @param graphics with the origin at the chart's upper left corner
   * @param font of ticks and axes
   * @param pens by the colour that a series names
   */
  Raster(Graphics2D graphics, Font font, Map<String, Pen> pens) {
    this.graphics = graphics;
    this.font = font;
    this.pens = Map.copyOf(pens);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  @Override
  public void line(String styles, double x1, double y1, double x2, double y2) {
    graphics.setColor(words(styles).contains("grid") ? GRID : SOFT);
    graphics.setStroke(HAIRLINE);
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void rectangle(
      String styles, double x, double y, double width, double height, String tip) {
    path(styles, new Path2D.Double(new Rectangle2D.Double(x, y, width, height)), tip);
  }

  @Override
  public void path(String styles, Path2D path, String tip) {
    Pen pen = pen(styles);
    if (words(styles).contains("band")) {
      graphics.setColor(pen.veil());
      graphics.fill(path);
    } else {
      graphics.setColor(pen.color());
      graphics.setStroke(pen.stroke());
      graphics.draw(path);
    }
  }

  @Override
  public void dot(String styles, double x, double y, double radius, String tip) {
    Pen pen = pen(styles);
    double r = radius + pen.width() / 2;
    graphics.setColor(pen.color());
    graphics.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
  }

  @Override
  public void words(String styles, double x, double y, String words) {
    graphics.setColor(INK);
    graphics.setFont(font);
    graphics.drawString(words, (float) (x - anchor(styles) * width(words)), (float) y);
  }

  @Override
  public void upwards(String styles, double x, double y, String words) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    words(styles, 0, 0, words);
    graphics.setTransform(before);
  }

  private double width(String words) {
    return font.getStringBounds(words, graphics.getFontRenderContext()).getWidth();
  }

  /** The share of the words that is left of their place. */
  private static double anchor(String styles) {
    List<String> words = words(styles);
    return words.contains("end") ? 1 : words.contains("middle") ? 0.5 : 0;
  }

  private Pen pen(String styles) {
    return words(styles).stream()
        .filter(pens::containsKey)
        .map(pens::get)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no pen for " + styles));
  }

  private static List<String> words(String styles) {
    return Arrays.asList(styles.split(" "));
  }
}
