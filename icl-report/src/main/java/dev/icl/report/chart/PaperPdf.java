package dev.icl.report.chart;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A PDF file of one page of vector graphics; texts are in Helvetica, which every reader has. */
final class PaperPdf implements Canvas {
  private static final Charset LATIN = Charset.forName("windows-1252");

  /** The distance of the ends of a quarter circle's handles from its ends, over the radius. */
  private static final double HANDLE = 0.5523;

  private final int width;
  private final int height;
  private final Map<String, Color> colors;
  private final StringBuilder content = new StringBuilder();

  /** Names of the opacities that are used. */
  private final Map<Double, String> opacities = new TreeMap<>();

  PaperPdf(int width, int height, Map<String, Color> colors) {
    this.width = width;
    this.height = height;
    this.colors = colors;
    // from the upper left corner downwards
    content.append("1 0 0 -1 0 %d cm 1 J 1 j\n".formatted(height));
  }

  @Override
  public void line(String styles, double x1, double y1, double x2, double y2) {
    mark(styles, point(x1, y1) + " m " + point(x2, y2) + " l");
  }

  @Override
  public void rectangle(String styles, double x, double y, double w, double h, String tip) {
    mark(styles, point(x, y) + " " + point(Math.max(0.5, w), h) + " re");
  }

  @Override
  public void path(String styles, Path2D path, String tip) {
    StringBuilder data = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
      switch (i.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> data.append(point(at[0], at[1])).append(" m ");
        case PathIterator.SEG_LINETO -> data.append(point(at[0], at[1])).append(" l ");
        case PathIterator.SEG_CLOSE -> data.append("h ");
        default -> throw new IllegalArgumentException("charts have straight lines alone");
      }
    }
    mark(styles, data.toString());
  }

  @Override
  public void dot(String styles, double x, double y, double r, String tip) {
    double k = HANDLE * r;
    mark(
        styles,
        point(x + r, y)
            + " m "
            + curve(x + r, y + k, x + k, y + r, x, y + r)
            + curve(x - k, y + r, x - r, y + k, x - r, y)
            + curve(x - r, y - k, x - k, y - r, x, y - r)
            + curve(x + k, y - r, x + r, y - k, x + r, y)
            + "h");
  }

  private static String curve(double x1, double y1, double x2, double y2, double x3, double y3) {
    return point(x1, y1) + " " + point(x2, y2) + " " + point(x3, y3) + " c ";
  }

  @Override
  public void words(String styles, double x, double y, String words) {
    words(styles, "1 0 0 -1 " + point(x - before(styles, words), y), words);
  }

  @Override
  public void upwards(String styles, double x, double y, String words) {
    words(styles, "0 -1 -1 0 " + point(x, y + before(styles, words)), words);
  }

  private static double before(String styles, String words) {
    double length = Helvetica.width(words) * Ink.size(styles);
    return switch (Ink.Anchor.of(styles)) {
      case START -> 0;
      case MIDDLE -> length / 2;
      case END -> length;
    };
  }

  private void words(String styles, String matrix, String words) {
    content.append(
        "BT /F%d %s Tf %s rg %s Tm (%s) Tj ET\n"
            .formatted(
                Ink.bold(styles) ? 2 : 1,
                number(Ink.size(styles)),
                rgb(Ink.color(styles)),
                matrix,
                escaped(words)));
  }

  private void mark(String styles, String path) {
    Ink ink = Ink.of(styles, colors);
    content.append("q ");
    ink.fill()
        .ifPresent(
            color -> {
              String name = opacities.computeIfAbsent(ink.opacity(), o -> "G" + opacities.size());
              content.append("/%s gs %s rg ".formatted(name, rgb(color)));
            });
    ink.stroke()
        .ifPresent(
            color -> content.append("%s RG %s w ".formatted(rgb(color), number(ink.width()))));
    if (!ink.dashes().isEmpty()) {
      content.append(
          "0 J [%s] 0 d "
              .formatted(
                  ink.dashes().stream().map(String::valueOf).collect(Collectors.joining(" "))));
    }
    boolean area = ink.fill().isPresent();
    content
        .append(path)
        .append(area && ink.stroke().isPresent() ? " B" : area ? " f" : " S")
        .append(" Q\n");
  }

  /**
   * The whole file.
   *
   * @param title of the figure
   */
  byte[] bytes(String title) {
    String states =
        opacities.entrySet().stream()
            .map(e -> "/%s << /ca %s >>".formatted(e.getValue(), number(e.getKey())))
            .collect(Collectors.joining(" "));
    List<String> objects = new ArrayList<>();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> /ExtGState << %s >> >> >>"
            .formatted(width, height, states));
    objects.add(
        "<< /Length %d >>\nstream\n%sendstream"
            .formatted(encoded(content.toString()).length, content));
    objects.add(font("Helvetica"));
    objects.add(font("Helvetica-Bold"));
    objects.add("<< /Title (%s) /Producer (ICL for the JVM) >>".formatted(escaped(title)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(encoded("%PDF-1.4\n"));
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", out.size()));
      out.writeBytes(encoded("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects.get(i))));
    }
    int start = out.size();
    out.writeBytes(
        encoded(
            "xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                .formatted(objects.size() + 1, table, objects.size() + 1, objects.size(), start)));
    return out.toByteArray();
  }

  private static String font(String name) {
    return "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        .formatted(name);
  }

  private static byte[] encoded(String text) {
    return text.getBytes(LATIN);
  }

  /** Words as a string of the file; what the font lacks is a question mark. */
  private static String escaped(String words) {
    return words
        .replaceAll("\\p{Cc}", " ")
        .replace("\u2212", "-")
        .replace("\\", "\\\\")
        .replace("(", "\\(")
        .replace(")", "\\)");
  }

  private static String rgb(Color color) {
    return number(color.getRed() / 255.0)
        + " "
        + number(color.getGreen() / 255.0)
        + " "
        + number(color.getBlue() / 255.0);
  }

  private static String point(double x, double y) {
    return number(x) + " " + number(y);
  }

  private static String number(double value) {
    String digits = String.format(Locale.ROOT, "%.3f", value);
    return digits.replaceAll("\\.?0+$", "");
  }
}
