package dev.icl.report.chart;

import dev.icl.report.chart.LineChart.Axis;
import dev.icl.report.chart.LineChart.Series;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Line charts one below the other as a picture, with one legend for all of them. */
public final class LinePicture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 380;
  private static final int MARGIN = 14;
  private static final int INNER_WIDTH = WIDTH - 2 * MARGIN;

  /** Pixels for a point, so that the picture is sharp on dense screens. */
  private static final int SCALE = 2;

  private static final int ROW = 24;

  /** A legend of more rows makes the picture taller. */
  private static final int FEW_ROWS = 3;

  private static final int SAMPLE = 36;
  private static final int GAP = 8;

  private final Map<String, Pen> pens;
  private final Font font;

  /**
   * @param pens for every series, by the colour that it names
   * @param font of all words
   */
  public LinePicture(Map<String, Pen> pens, Font font) {
    this.pens = Map.copyOf(pens);
    this.font = font;
  }

  /**
   * One of the charts.
   *
   * @param quantity on the vertical axis
   * @param axis of the values
   * @param series earlier ones are drawn above later ones
   */
  public record Panel(String quantity, Axis axis, List<Series> series) {
    /** Copies the list. */
    public Panel {
      series = List.copyOf(series);
    }
  }

  /**
   * Draws the charts.
   *
   * @param panels from top to bottom
   * @param legend the colour of each series by its label, in the order of the legend
   * @return dark on white
   */
  public BufferedImage draw(List<Panel> panels, Map<String, String> legend) {
    Map<String, Place> places = places(legend);
    int rows = 1 + places.values().stream().mapToInt(Place::row).max().orElse(-1);
    int height = panels.size() * HEIGHT + Math.max(0, rows - FEW_ROWS) * ROW;
    int panelHeight = (height - rows * ROW - 2 * MARGIN) / panels.size();
    BufferedImage image =
        new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
    graphics.translate(MARGIN, MARGIN);
    Raster raster = new Raster(graphics, font, pens);
    for (Panel panel : panels) {
      LinePlot.of(panel.quantity(), panel.axis(), panel.series(), INNER_WIDTH, panelHeight)
          .paint(raster);
      graphics.translate(0, panelHeight);
    }
    places.forEach(
        (label, place) ->
            entry(
                graphics,
                label,
                Objects.requireNonNull(pens.get(legend.get(label)), label),
                place));
    graphics.dispose();
    return image;
  }

  private record Place(double x, int row, String words) {}

  /** From left to right, in as many rows as it takes. */
  private Map<String, Place> places(Map<String, String> legend) {
    Map<String, Place> places = new LinkedHashMap<>();
    double x = 0;
    int row = 0;
    for (String label : legend.keySet()) {
      String words = fitting(label);
      double width = SAMPLE + GAP + width(words) + 3 * GAP;
      if (x > 0 && x + width > INNER_WIDTH) {
        x = 0;
        row++;
      }
      places.put(label, new Place(x, row, words));
      x += width;
    }
    return places;
  }

  /** Of a label that is too long the end: of paths, that is where they differ. */
  private String fitting(String label) {
    String words = label;
    while (width(words) > INNER_WIDTH - SAMPLE - GAP && words.length() > 2) {
      words = "\u2026" + words.substring(words.startsWith("\u2026") ? 2 : 1);
    }
    return words;
  }

  private double width(String words) {
    return font.getStringBounds(words, new FontRenderContext(null, true, true)).getWidth();
  }

  private void entry(Graphics2D graphics, String label, Pen pen, Place place) {
    if (pen == null) {
      throw new IllegalArgumentException("no pen for " + label);
    }
    double y = ROW / 2.0 + place.row() * ROW;
    graphics.setColor(pen.color());
    graphics.setStroke(pen.stroke());
    graphics.draw(new Line2D.Double(place.x(), y, place.x() + SAMPLE, y));
    graphics.setColor(Raster.INK);
    graphics.setFont(font);
    graphics.drawString(place.words(), (float) (place.x() + SAMPLE + GAP), (float) y + 4.5f);
  }
}
