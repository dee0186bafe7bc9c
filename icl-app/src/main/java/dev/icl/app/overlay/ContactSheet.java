package dev.icl.app.overlay;

import dev.icl.app.overlay.SliceOrder.Rated;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.data.sample.Sample;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * One picture of a case: its slices in grey with the contours of the prediction, and dashed those
 * of the reference where there is one, the worst slice first; a legend and the case's scores above.
 * Pixels have the proportions of the voxels. Of several channels the first is drawn.
 */
public final class ContactSheet {
  private static final int MOST_SLICES = 24;
  private static final int COLUMNS = 4;
  private static final int TILE = 260;
  private static final int GAP = 8;
  private static final int LINE = 18;

  /** Percent of white in the colours of references. */
  private static final int PALE = 55;

  private static final Color BACK = new Color(0x202124);
  private static final Color INK = new Color(0xE8EAED);
  private static final Stroke SOLID = stroke(2);
  private static final Stroke DASHED =
      new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0);

  private final List<String> classNames;
  private final Font title = Lettering.sans(Font.BOLD, 15);
  private final Font text = Lettering.sans(Font.PLAIN, 12);

  /**
   * @param classNames the background first
   * @throws UserException if there is no font on this machine to write with
   */
  public ContactSheet(List<String> classNames) {
    this.classNames = List.copyOf(classNames);
  }

  /**
   * Draws a case; the file appears whole or not at all.
   *
   * @param file a PNG; replaced if it exists
   * @param volume the images, with the reference as its label map where there is one
   * @param prediction class of each voxel of that volume, unsigned bytes in its order
   * @param scores of the case in words; empty for none
   * @throws UserException if the file cannot be written
   */
  public void write(Path file, Sample volume, byte[] prediction, String scores) {
    BufferedImage sheet = draw(volume, prediction, scores);
    AtomicFile.write(file, true, out -> ImageIO.write(sheet, "png", out));
  }

  BufferedImage draw(Sample volume, byte[] prediction, String scores) {
    List<Rated> all = SliceOrder.of(volume, prediction, classNames.size());
    List<Rated> shown = all.subList(0, Math.min(MOST_SLICES, all.size()));
    Tile tile = Tile.of(volume);
    int columns = Math.min(COLUMNS, shown.size());
    int rows = (shown.size() + columns - 1) / columns;
    int head = GAP + LINE * (scores.isEmpty() ? 2 : 3) + GAP;
    int width = Math.max(3 * TILE, columns * (tile.width() + GAP) + GAP);
    int height = head + rows * (tile.height() + LINE + GAP);
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(BACK);
    g.fillRect(0, 0, width, height);
    heading(g, volume, shown.size(), scores);
    for (int i = 0; i < shown.size(); i++) {
      int x = GAP + i % columns * (tile.width() + GAP);
      int y = head + i / columns * (tile.height() + LINE + GAP);
      slice(g, volume, prediction, shown.get(i), new Tile(x, y, tile.width(), tile.height()));
    }
    g.dispose();
    return sheet;
  }

  private void heading(Graphics2D g, Sample volume, int shown, String scores) {
    boolean reference = volume.label().isPresent();
    String slices =
        shown == volume.size(0) ? shown + " slices" : shown + " of " + volume.size(0) + " slices";
    g.setColor(INK);
    g.setFont(title);
    g.drawString(
        volume.name() + "   " + slices + (reference ? ", the worst first" : ""), GAP, GAP + 14);
    g.setFont(text);
    int y = GAP + LINE + 14;
    int x = GAP;
    for (int c = 1; c < classNames.size(); c++) {
      g.setColor(color(c));
      g.fillRect(x, y - 10, 11, 11);
      g.drawString(classNames.get(c), x + 16, y);
      x += 16 + g.getFontMetrics().stringWidth(classNames.get(c)) + 14;
    }
    g.setColor(INK);
    x = legendLine(g, SOLID, "prediction", x + 6, y);
    if (reference) {
      legendLine(g, DASHED, "reference", x, y);
    }
    if (!scores.isEmpty()) {
      g.drawString(scores, GAP, y + LINE);
    }
  }

  private static int legendLine(Graphics2D g, Stroke stroke, String text, int x, int y) {
    Stroke before = g.getStroke();
    g.setStroke(stroke);
    g.drawLine(x, y - 4, x + 26, y - 4);
    g.setStroke(before);
    g.drawString(text, x + 32, y);
    return x + 32 + g.getFontMetrics().stringWidth(text) + 14;
  }

  private void slice(Graphics2D g, Sample volume, byte[] prediction, Rated rated, Tile tile) {
    g.drawImage(grey(volume, rated.index()), tile.x(), tile.y(), tile.width(), tile.height(), null);
    contours(g, volume, prediction, rated.index(), tile, SOLID, 0);
    volume
        .label()
        .ifPresent(label -> contours(g, volume, label, rated.index(), tile, DASHED, PALE));
    String dice =
        rated.dice().isPresent()
            ? String.format(Locale.ROOT, "   Dice %.3f", rated.dice().getAsDouble())
            : "";
    g.setColor(INK);
    g.setFont(text);
    g.drawString("slice " + (rated.index() + 1) + dice, tile.x(), tile.y() + tile.height() + 13);
  }

  private static BufferedImage grey(Sample volume, int slice) {
    int height = volume.size(1);
    int width = volume.size(2);
    float[] values = volume.slice(slice).image();
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    byte[] pixels = new byte[height * width];
    for (int i = 0; i < pixels.length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    float scale = high > low ? 255 / (high - low) : 0;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round((values[i] - low) * scale);
    }
    image.getRaster().setDataElements(0, 0, width, height, pixels);
    return image;
  }

  private void contours(
      Graphics2D g, Sample volume, byte[] labels, int slice, Tile tile, Stroke stroke, int white) {
    int height = volume.size(1);
    int width = volume.size(2);
    AffineTransform toTile =
        new AffineTransform(
            (double) tile.width() / width,
            0,
            0,
            (double) tile.height() / height,
            tile.x(),
            tile.y());
    int offset = slice * height * width;
    g.setStroke(stroke);
    for (int c = 1; c < classNames.size(); c++) {
      g.setColor(lighter(color(c), white));
      g.draw(toTile.createTransformedShape(Outline.of(labels, offset, height, width, c)));
    }
  }

  /** A colour mixed with so many percent of white. */
  private static Color lighter(Color color, int white) {
    return new Color(
        color.getRed() + (255 - color.getRed()) * white / 100,
        color.getGreen() + (255 - color.getGreen()) * white / 100,
        color.getBlue() + (255 - color.getBlue()) * white / 100);
  }

  /** Hues far apart, by the golden angle; the first ones are those of Okabe and Ito. */
  private static Color color(int c) {
    int[] first = {0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0xCC79A7, 0xD55E00};
    return c <= first.length
        ? new Color(first[c - 1])
        : Color.getHSBColor(c * 0.381966f % 1, 0.75f, 0.95f);
  }

  private static Stroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_ROUND);
  }

  /** The position of a slice on the sheet. */
  private record Tile(int x, int y, int width, int height) {
    /** As large as fits into a square of {@link #TILE} pixels with the proportions of a slice. */
    static Tile of(Sample volume) {
      double h = volume.size(1) * volume.spacing().map(s -> s.fromLast(1)).orElse(1.0);
      double w = volume.size(2) * volume.spacing().map(s -> s.fromLast(0)).orElse(1.0);
      double scale = TILE / Math.max(h, w);
      return new Tile(
          0, 0, Math.max(1, (int) Math.round(w * scale)), Math.max(1, (int) Math.round(h * scale)));
    }
  }
}
