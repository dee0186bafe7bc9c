package dev.icl.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Puts pictures into pages, made smaller where they are larger than a page shows. */
final class Pictures {
  private static final int WIDEST = 720;
  private static final float QUALITY = 0.85f;
  private static final long MOST_BYTES = 50_000_000;

  private Pictures() {}

  /**
   * A picture as a data URI.
   *
   * @param folder that the picture has to be in
   * @param relative path of the file in it
   * @return nothing if there is no such picture
   */
  static Optional<String> dataUri(Path folder, String relative) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Path file = root.resolve(relative).normalize();
      if (!file.startsWith(root) || !Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      BufferedImage image = ImageIO.read(file.toFile());
      return image == null ? Optional.empty() : Optional.of(encoded(image));
    } catch (IOException | IllegalArgumentException e) {
      // not readable, or no name of a file at all: the report is complete without it
      return Optional.empty();
    }
  }

  /** A photograph's format: scans with contours take a tenth of the room that PNG needs. */
  private static String encoded(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(sized(image), null, null), quality);
    } finally {
      writer.dispose();
    }
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
  }

  /** No wider than a page shows it, and without transparency, which JPEG lacks. */
  private static BufferedImage sized(BufferedImage image) {
    int width = Math.min(WIDEST, image.getWidth());
    int height = Math.max(1, Math.round(image.getHeight() * (float) width / image.getWidth()));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return small;
  }
}
