package dev.icl.report.chart;

import java.awt.geom.Path2D;

/** The surface that a chart is drawn on; a style names the classes of the report's style sheet. */
interface Canvas {
  /** A line between two points. */
  void line(String styles, double x1, double y1, double x2, double y2);

  /**
   * A rectangle, which may say something when it is pointed at.
   *
   * @param styles classes of the style sheet
   * @param x of its upper left corner
   * @param y of its upper left corner
   * @param width of it
   * @param height of it
   * @param tip its words then
   */
  void rectangle(String styles, double x, double y, double width, double height, String tip);

  /** A path of straight lines, which may say something when it is pointed at. */
  void path(String styles, Path2D path, String tip);

  /** A dot, which may say something when it is pointed at. */
  void dot(String styles, double x, double y, double radius, String tip);

  /** Words; the style says how they are anchored. */
  void words(String styles, double x, double y, String words);

  /** Words that run upwards. */
  void upwards(String styles, double x, double y, String words);
}
