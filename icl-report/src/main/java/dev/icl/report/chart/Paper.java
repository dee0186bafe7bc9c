package dev.icl.report.chart;

import java.awt.Color;
import java.util.Map;

/** Figures as files of their own, on white, with their legends below. */
public final class Paper {
  /** Of a line of the legend. */
  static final int ROW = 18;

  private static final int LINE = 22;

  private final Map<String, Color> colors;

  /**
   * @param colors by the classes that charts name them with
   */
  public Paper(Map<String, Color> colors) {
    this.colors = Map.copyOf(colors);
  }

  /** A figure as an SVG file. */
  public String svg(Figure figure) {
    PaperSvg svg =
        new PaperSvg(
            figure.drawing().width(), height(figure), figure.title(), figure.description(), colors);
    paint(figure, svg);
    return svg.text();
  }

  /** A figure as a PDF file of one page, texts in Helvetica. */
  public byte[] pdf(Figure figure) {
    PaperPdf pdf = new PaperPdf(figure.drawing().width(), height(figure), colors);
    paint(figure, pdf);
    return pdf.bytes(figure.title());
  }

  private static int height(Figure figure) {
    int legend = figure.legend().isEmpty() ? 0 : 6 + ROW * figure.legend().size();
    return figure.drawing().height() + legend;
  }

  private static void paint(Figure figure, Canvas canvas) {
    figure.drawing().paint(canvas);
    double y = figure.drawing().height() + ROW / 2.0 + 6;
    for (Figure.LegendEntry entry : figure.legend()) {
      String style = (entry.dashed() ? "curve dashed " : "curve ") + entry.color();
      canvas.line(style, 4, y - 4, 4 + LINE, y - 4);
      canvas.words("label start", 4 + LINE + 8, y, entry.label());
      y += ROW;
    }
  }
}
