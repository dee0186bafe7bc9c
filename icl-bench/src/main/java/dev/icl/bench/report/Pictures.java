package dev.icl.bench.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Puts PNG files into pages, made smaller where they are larger than a page shows. */
final class Pictures {
  private static final int WIDEST = 800;
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
      return image == null ? Optional.empty() : Optional.of(encoded(file, image));
    } catch (IOException | IllegalArgumentException e) {
      // not readable, or no name of a file at all: the report is complete without it
      return Optional.empty();
    }
  }

  private static String encoded(Path file, BufferedImage image) throws IOException {
    byte[] bytes;
    if (image.getWidth() <= WIDEST) {
      bytes = Files.readAllBytes(file);
    } else {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(smaller(image), "png", out);
      bytes = out.toByteArray();
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static BufferedImage smaller(BufferedImage image) {
    int height = Math.max(1, Math.round(image.getHeight() * (float) WIDEST / image.getWidth()));
    BufferedImage small = new BufferedImage(WIDEST, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, WIDEST, height, null);
    graphics.dispose();
    return small;
  }
}
