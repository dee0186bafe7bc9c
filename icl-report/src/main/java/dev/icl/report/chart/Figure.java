package dev.icl.report.chart;

import java.util.List;

/**
 * A drawing with what its page says around it.
 *
 * @param title one line
 * @param description its description for readers who cannot see it
 * @param svg markup, every text in it escaped
 * @param legend the meaning of the colours; empty where the rows are labelled
 */
public record Figure(String title, String description, String svg, List<LegendEntry> legend) {
  /** Copies the list. */
  public Figure {
    legend = List.copyOf(legend);
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
