package dev.icl.report.chart;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A chart that can be drawn again on other canvases. */
public final class Drawing implements Canvas {
  private final int width;
  private final int height;
  private final List<Consumer<Canvas>> marks = new ArrayList<>();

  /**
   * @param width of its coordinates
   * @param height of its coordinates
   */
  Drawing(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** The width of its coordinates. */
  int width() {
    return width;
  }

  /** The height of its coordinates. */
  int height() {
    return height;
  }

  /** Draws everything again, in order. */
  void paint(Canvas canvas) {
    marks.forEach(mark -> mark.accept(canvas));
  }

  @Override
  public void line(String styles, double x1, double y1, double x2, double y2) {
    marks.add(canvas -> canvas.line(styles, x1, y1, x2, y2));
  }

  @Override
  public void rectangle(String styles, double x, double y, double w, double h, String tip) {
    marks.add(canvas -> canvas.rectangle(styles, x, y, w, h, tip));
  }

  @Override
  public void path(String styles, Path2D path, String tip) {
    Path2D copy = new Path2D.Double(path);
    marks.add(canvas -> canvas.path(styles, copy, tip));
  }

  @Override
  public void dot(String styles, double x, double y, double radius, String tip) {
    marks.add(canvas -> canvas.dot(styles, x, y, radius, tip));
  }

  @Override
  public void words(String styles, double x, double y, String words) {
    marks.add(canvas -> canvas.words(styles, x, y, words));
  }

  @Override
  public void upwards(String styles, double x, double y, String words) {
    marks.add(canvas -> canvas.upwards(styles, x, y, words));
  }
}
