package dev.icl.report.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The look of a mark on white paper: what the style sheet of reports says in light colours.
 *
 * @param stroke colour of its line; empty for none
 * @param width of that line
 * @param dashes lengths of dashes and of the gaps between them; empty for a whole line
 * @param fill colour of its area; empty for none
 * @param opacity of the area, 0 to 1
 */
record Ink(
    Optional<Color> stroke,
    double width,
    List<Integer> dashes,
    Optional<Color> fill,
    double opacity) {
  private static final List<Integer> DASHED = List.of(5, 4);

  Ink {
    dashes = List.copyOf(dashes);
  }

  /**
   * The look of a line, path, dot or rectangle.
   *
   * @param styles classes of the style sheet
   * @param colors of the style sheet by their classes
   */
  static Ink of(String styles, Map<String, Color> colors) {
    Set<String> names = Set.copyOf(Arrays.asList(styles.split(" ")));
    Color own =
        names.stream().filter(colors::containsKey).findFirst().map(colors::get).orElse(Raster.INK);
    if (names.contains("grid")) {
      return line(Raster.GRID, 1);
    }
    if (names.contains("base")) {
      return line(Raster.SOFT, 1);
    }
    if (names.contains("whisker")) {
      return line(Raster.INK, 1.3);
    }
    if (names.contains("stroke")) {
      return line(own, 1.5);
    }
    if (names.contains("median")) {
      return line(own, 3);
    }
    if (names.contains("curve")) {
      List<Integer> dashes = names.contains("dashed") ? DASHED : List.of();
      return new Ink(Optional.of(own), 2, dashes, Optional.empty(), 1);
    }
    if (names.contains("box")) {
      return new Ink(Optional.of(own), 1.3, List.of(), Optional.of(own), 0.16);
    }
    if (names.contains("mean")) {
      return new Ink(Optional.of(own), 1.8, List.of(), Optional.of(Color.WHITE), 1);
    }
    double opacity = names.contains("band") ? 0.14 : names.contains("dot") ? 0.55 : 1;
    return new Ink(Optional.empty(), 0, List.of(), Optional.of(own), opacity);
  }

  private static Ink line(Color color, double width) {
    return new Ink(Optional.of(color), width, List.of(), Optional.empty(), 1);
  }

  /** The side of words that lies at their place. */
  enum Anchor {
    START,
    MIDDLE,
    END;

    static Anchor of(String styles) {
      return styles.contains("middle") ? MIDDLE : styles.contains("end") ? END : START;
    }
  }

  /** The size of words. */
  static double size(String styles) {
    return isSoft(styles) ? 12 : 13;
  }

  /** The colour of words. */
  static Color color(String styles) {
    return isSoft(styles) ? Raster.SOFT : Raster.INK;
  }

  /** Whether words are bold. */
  static boolean bold(String styles) {
    return styles.contains("value");
  }

  private static boolean isSoft(String styles) {
    return styles.contains("tick") || styles.contains("axis");
  }
}
