package dev.icl.report.chart;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An SVG file whose marks say their look themselves, so that any program shows it. */
final class PaperSvg implements Canvas {
  private final Map<String, Color> colors;
  private final StringBuilder text = new StringBuilder();

  PaperSvg(int width, int height, String title, String description, Map<String, Color> colors) {
    this.colors = colors;
    text.append(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .append(
            " viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"Helvetica, Arial, sans-serif\">\n"
                .formatted(width, height, width, height))
        .append(
            "<title>%s</title>\n<desc>%s</desc>\n"
                .formatted(Svg.escaped(title), Svg.escaped(description)))
        .append("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n".formatted(width, height));
  }

  /** The whole file. */
  String text() {
    return text + "</svg>\n";
  }

  @Override
  public void line(String styles, double x1, double y1, double x2, double y2) {
    mark(
        styles,
        "line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\""
            .formatted(Svg.number(x1), Svg.number(y1), Svg.number(x2), Svg.number(y2)));
  }

  @Override
  public void rectangle(String styles, double x, double y, double w, double h, String tip) {
    mark(
        styles,
        "rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
            .formatted(Svg.number(x), Svg.number(y), Svg.number(Math.max(0.5, w)), Svg.number(h)));
  }

  @Override
  public void path(String styles, Path2D path, String tip) {
    mark(styles, "path d=\"%s\"".formatted(Svg.data(path)));
  }

  @Override
  public void dot(String styles, double x, double y, double radius, String tip) {
    mark(
        styles,
        "circle cx=\"%s\" cy=\"%s\" r=\"%s\""
            .formatted(Svg.number(x), Svg.number(y), Svg.number(radius)));
  }

  @Override
  public void words(String styles, double x, double y, String words) {
    words(styles, "x=\"%s\" y=\"%s\"".formatted(Svg.number(x), Svg.number(y)), words);
  }

  @Override
  public void upwards(String styles, double x, double y, String words) {
    words(
        styles,
        "transform=\"translate(%s %s) rotate(-90)\"".formatted(Svg.number(x), Svg.number(y)),
        words);
  }

  private void words(String styles, String place, String words) {
    text.append(
        "<text %s font-size=\"%s\"%s text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
            .formatted(
                place,
                Svg.number(Ink.size(styles)),
                Ink.bold(styles) ? " font-weight=\"600\"" : "",
                Ink.Anchor.of(styles).name().toLowerCase(Locale.ROOT),
                hex(Ink.color(styles)),
                Svg.escaped(words)));
  }

  private void mark(String styles, String element) {
    Ink ink = Ink.of(styles, colors);
    text.append('<').append(element);
    text.append(" fill=\"").append(ink.fill().map(PaperSvg::hex).orElse("none")).append('"');
    if (ink.fill().isPresent() && ink.opacity() < 1) {
      text.append(" fill-opacity=\"%s\"".formatted(ink.opacity()));
    }
    ink.stroke()
        .ifPresent(
            color ->
                text.append(
                    " stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\""
                        .formatted(hex(color), Svg.number(ink.width()))));
    if (!ink.dashes().isEmpty()) {
      text.append(
          " stroke-dasharray=\"%s\""
              .formatted(
                  ink.dashes().stream().map(String::valueOf).collect(Collectors.joining(" "))));
    }
    text.append("/>\n");
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff);
  }
}
