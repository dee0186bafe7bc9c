package dev.icl.app.overlay;

import dev.icl.app.overlay.SliceOrder.Rated;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.text.Counts;
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
 * One picture of a case in grey with the contours of the prediction, and dashed those of the
 * reference where there is one: the planes across its three axes that show most of what is
 * labelled, then its slices, the worst first; a legend and the case's scores above. Pixels have the
 * proportions of the voxels. Of several channels the first is drawn, and named.
 */
public final class ContactSheet {
  private static final int MOST_SLICES = 24;
  private static final int COLUMNS = 4;
  private static final int TILE = 260;
  private static final int GAP = 8;
  private static final int LINE = 18;
  private static final int TICK = 12;

  /** Percent of white in the colours of references. */
  private static final int PALE = 55;

  private static final int CHANNEL = 0;

  private static final Color BACK = new Color(0x202124);
  private static final Color INK = new Color(0xE8EAED);

  /** The lines in which planes cross, half transparent. */
  private static final Color CROSSING = new Color(0x80E8EAED, true);

  private static final Stroke HAIR = new BasicStroke(1);
  private static final Stroke SOLID = stroke(2);
  private static final Stroke DASHED =
      new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0);

  private final List<String> classNames;
  private final List<String> channelNames;
  private final Font title = Lettering.sans(Font.BOLD, 15);
  private final Font text = Lettering.sans(Font.PLAIN, 12);

  /**
   * @param classNames the background first
   * @throws UserException if there is no font on this machine to write with
   */
  public ContactSheet(List<String> classNames) {
    this(classNames, List.of());
  }

  /**
   * @param classNames the background first
   * @param channelNames of an image; empty where they have no names
   * @throws UserException if there is no font on this machine to write with
   */
  public ContactSheet(List<String> classNames, List<String> channelNames) {
    this.classNames = List.copyOf(classNames);
    this.channelNames = List.copyOf(channelNames);
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
    List<Cut> planes =
        volume.size(0) > 1
            ? MostLabelled.planes(volume, volume.label().orElse(prediction))
            : List.of();
    Tile tile = Tile.of(volume, new Cut(0, 0));
    int columns = Math.min(COLUMNS, shown.size());
    int rows = (shown.size() + columns - 1) / columns;
    int head = GAP + LINE * (scores.isEmpty() ? 2 : 3) + GAP;
    int planeHeight =
        planes.stream().mapToInt(cut -> Tile.of(volume, cut).height() + LINE + GAP).max().orElse(0);
    int width = Math.max(3 * (TILE + GAP) + GAP, columns * (tile.width() + GAP) + GAP);
    int height = head + planeHeight + rows * (tile.height() + LINE + GAP);
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
    for (Cut cut : planes) {
      Tile place = Tile.of(volume, cut).at(GAP + cut.axis() * (TILE + GAP), head);
      cut(g, volume, prediction, cut, place);
      crossings(g, volume, planes, cut, place);
      caption(
          g, "%s %d of %d".formatted(cut.name(), cut.index() + 1, volume.size(cut.axis())), place);
    }
    for (int i = 0; i < shown.size(); i++) {
      int x = GAP + i % columns * (tile.width() + GAP);
      int y = head + planeHeight + i / columns * (tile.height() + LINE + GAP);
      slice(g, volume, prediction, shown.get(i), tile.at(x, y));
    }
    g.dispose();
    return sheet;
  }

  private void heading(Graphics2D g, Sample volume, int shown, String scores) {
    boolean reference = volume.label().isPresent();
    String slices =
        (shown == volume.size(0) ? "" : shown + " of ") + Counts.of(volume.size(0), "slice");
    g.setColor(INK);
    g.setFont(title);
    g.drawString(
        volume.name() + "   " + slices + (reference ? ", the worst first" : "") + channel(volume),
        GAP,
        GAP + 14);
    g.setFont(text);
    int y = GAP + LINE + 14;
    int x = GAP;
    for (int c = 1; c < classNames.size(); c++) {
      g.setColor(ClassColors.of(c));
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

  private String channel(Sample volume) {
    if (volume.channels() == 1) {
      return "";
    }
    String name =
        CHANNEL < channelNames.size() ? channelNames.get(CHANNEL) : Integer.toString(CHANNEL + 1);
    return "   channel %s of %d".formatted(name, volume.channels());
  }

  private void slice(Graphics2D g, Sample volume, byte[] prediction, Rated rated, Tile tile) {
    cut(g, volume, prediction, new Cut(0, rated.index()), tile);
    String dice =
        rated.dice().isPresent()
            ? String.format(Locale.ROOT, "   Dice %.3f", rated.dice().getAsDouble())
            : "";
    caption(g, "slice " + (rated.index() + 1) + dice, tile);
  }

  private void caption(Graphics2D g, String words, Tile tile) {
    g.setColor(INK);
    g.setFont(text);
    g.drawString(words, tile.x(), tile.y() + tile.height() + 13);
  }

  private void cut(Graphics2D g, Sample volume, byte[] prediction, Cut cut, Tile tile) {
    g.drawImage(grey(volume, cut), tile.x(), tile.y(), tile.width(), tile.height(), null);
    contours(g, volume, prediction, cut, tile, SOLID, 0);
    volume.label().ifPresent(label -> contours(g, volume, label, cut, tile, DASHED, PALE));
  }

  /** Marks at the edges of a picture, in line with the other two planes. */
  private static void crossings(Graphics2D g, Sample volume, List<Cut> planes, Cut cut, Tile tile) {
    g.setColor(CROSSING);
    g.setStroke(HAIR);
    double row = (cut.row(volume, planes.get(cut.rowAxis()).index()) + 0.5) / cut.height(volume);
    double column = (planes.get(cut.columnAxis()).index() + 0.5) / cut.width(volume);
    int y = tile.y() + (int) Math.round(row * tile.height());
    int x = tile.x() + (int) Math.round(column * tile.width());
    int right = tile.x() + tile.width();
    int bottom = tile.y() + tile.height();
    g.drawLine(tile.x(), y, tile.x() + TICK, y);
    g.drawLine(right - TICK, y, right, y);
    g.drawLine(x, tile.y(), x, tile.y() + TICK);
    g.drawLine(x, bottom - TICK, x, bottom);
  }

  private static BufferedImage grey(Sample volume, Cut cut) {
    int height = cut.height(volume);
    int width = cut.width(volume);
    float[] values = cut.values(volume, CHANNEL);
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
      Graphics2D g, Sample volume, byte[] labels, Cut cut, Tile tile, Stroke stroke, int white) {
    int height = cut.height(volume);
    int width = cut.width(volume);
    AffineTransform toTile =
        new AffineTransform(
            (double) tile.width() / width,
            0,
            0,
            (double) tile.height() / height,
            tile.x(),
            tile.y());
    byte[] plane = cut.labels(volume, labels);
    g.setStroke(stroke);
    for (int c = 1; c < classNames.size(); c++) {
      g.setColor(lighter(ClassColors.of(c), white));
      g.draw(toTile.createTransformedShape(Outline.of(plane, height, width, c)));
    }
  }

  /** A colour mixed with so many percent of white. */
  private static Color lighter(Color color, int white) {
    return new Color(
        color.getRed() + (255 - color.getRed()) * white / 100,
        color.getGreen() + (255 - color.getGreen()) * white / 100,
        color.getBlue() + (255 - color.getBlue()) * white / 100);
  }

  private static Stroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_ROUND);
  }

  /** The position of a plane on the sheet. */
  private record Tile(int x, int y, int width, int height) {
    /** As large as fits into a square of {@link #TILE} pixels with the proportions of a plane. */
    static Tile of(Sample volume, Cut cut) {
      double h = cut.heightMm(volume);
      double w = cut.widthMm(volume);
      double scale = TILE / Math.max(h, w);
      return new Tile(
          0, 0, Math.max(1, (int) Math.round(w * scale)), Math.max(1, (int) Math.round(h * scale)));
    }

    Tile at(int newX, int newY) {
      return new Tile(newX, newY, width, height);
    }
  }
}
