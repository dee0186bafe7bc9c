package dev.icl.report.chart;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes one SVG element; texts and attributes are escaped. */
final class Svg implements Canvas {
  /** About the width of a letter, in coordinates, at the sizes of the style sheet. */
  private static final double LETTER = 6.6;

  /** The width of a letter that can still be read. */
  private static final double NARROWEST = 5;

  private static final double EDGE = 2;

  private final StringBuilder text = new StringBuilder();
  private final int width;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean tagIsOpen;

  /**
   * Begins a drawing that is as wide as its place allows.
   *
   * @param width of its coordinates
   * @param height of its coordinates
   */
  Svg(int width, int height, String title, String description) {
    this.width = width;
    start("svg");
    attribute("viewBox", "0 0 %d %d".formatted(width, height));
    attribute("class", "chart");
    attribute("role", "img");
    attribute("aria-label", title + ". " + description);
  }

  @Override
  public void line(String styles, double x1, double y1, double x2, double y2) {
    start("line");
    attribute("class", styles);
    attribute("x1", number(x1));
    attribute("y1", number(y1));
    attribute("x2", number(x2));
    attribute("y2", number(y2));
    end();
  }

  @Override
  public void rectangle(
      String styles, double x, double y, double width, double height, String tip) {
    start("rect");
    attribute("class", styles);
    attribute("x", number(x));
    attribute("y", number(y));
    attribute("width", number(Math.max(0.5, width)));
    attribute("height", number(height));
    attribute("rx", "2");
    tip(tip);
    end();
  }

  @Override
  public void dot(String styles, double x, double y, double radius, String tip) {
    start("circle");
    attribute("class", styles);
    attribute("cx", number(x));
    attribute("cy", number(y));
    attribute("r", number(radius));
    tip(tip);
    end();
  }

  @Override
  public void path(String styles, Path2D path, String tip) {
    start("path");
    attribute("class", styles);
    attribute("d", data(path));
    tip(tip);
    end();
  }

  /** A path as SVG writes it. */
  static String data(Path2D path) {
    StringBuilder data = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
      switch (i.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> data.append('M').append(point(at));
        case PathIterator.SEG_LINETO -> data.append('L').append(point(at));
        case PathIterator.SEG_CLOSE -> data.append('Z');
        default -> throw new IllegalArgumentException("charts have straight lines alone");
      }
    }
    return data.toString();
  }

  private static String point(double[] at) {
    return number(at[0]) + " " + number(at[1]);
  }

  @Override
  public void words(String styles, double x, double y, String words) {
    start("text");
    attribute("class", styles);
    attribute("x", number(x));
    attribute("y", number(y));
    double room = width - x - EDGE;
    boolean wide = styles.endsWith("start") && words.length() * LETTER > room;
    String fitting = wide ? shortened(words, (int) (room / NARROWEST)) : words;
    if (wide && fitting.length() * LETTER > room) {
      attribute("textLength", number(room));
      attribute("lengthAdjust", "spacingAndGlyphs");
    }
    characters(fitting);
    end();
  }

  /** The beginning and the end of a long name, which tell it from others. */
  private static String shortened(String words, int most) {
    if (words.length() <= most) {
      return words;
    }
    int end = (most - 1) / 2;
    return words.substring(0, most - 1 - end) + "…" + words.substring(words.length() - end);
  }

  @Override
  public void upwards(String styles, double x, double y, String words) {
    start("text");
    attribute("class", styles);
    attribute("transform", "translate(%s %s) rotate(-90)".formatted(number(x), number(y)));
    characters(words);
    end();
  }

  /** Ends the drawing. */
  String markup() {
    end();
    return text.toString();
  }

  /** A coordinate; a tenth of a pixel is enough. */
  static String number(double value) {
    String digits = String.format(Locale.ROOT, "%.1f", value);
    return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
  }

  private void tip(String tip) {
    if (!tip.isEmpty()) {
      start("title");
      characters(tip);
      end();
    }
  }

  private void start(String element) {
    closeTag();
    text.append('<').append(element);
    tagIsOpen = true;
    open.push(element);
  }

  private void attribute(String name, String value) {
    text.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  private void characters(String words) {
    closeTag();
    text.append(escaped(words));
  }

  private void end() {
    closeTag();
    text.append("</").append(open.pop()).append('>');
  }

  private void closeTag() {
    if (tagIsOpen) {
      text.append('>');
      tagIsOpen = false;
    }
  }

  /** Markup in a text is text, and control characters are none of a document. */
  static String escaped(String text) {
    return text.replaceAll("\\p{Cc}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
