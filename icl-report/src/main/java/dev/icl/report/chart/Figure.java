package dev.icl.report.chart;

import java.util.List;

/**
 * A drawing with what its page says around it.
 *
 * @param title one line
 * @param description its description for readers who cannot see it
 * @param svg markup, every text in it escaped
 * @param drawing the same marks, for other canvases
 * @param legend the meaning of the colours; empty where the rows are labelled
 */
public record Figure(
    String title, String description, String svg, Drawing drawing, List<LegendEntry> legend) {
  /** Copies the list. */
  public Figure {
    legend = List.copyOf(legend);
  }

  /**
   * A figure with its markup.
   *
   * @param title one line
   * @param description its description for readers who cannot see it
   * @param drawing the chart
   * @param legend the meaning of the colours; empty where the rows are labelled
   */
  static Figure of(String title, String description, Drawing drawing, List<LegendEntry> legend) {
    Svg svg = new Svg(drawing.width(), drawing.height(), title, description);
    drawing.paint(svg);
    return new Figure(title, description, svg.markup(), drawing, legend);
  }

  /**
   * The meaning of a colour.
   *
   * @param label of the series
   * @param color class of the style sheet
   * @param dashed whether its line is
   */
  public record LegendEntry(String label, String color, boolean dashed) {}
}
