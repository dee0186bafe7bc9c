package dev.icl.data.format.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.scan.Scan;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures as the JDK draws and writes them. */
final class JdkPictures {
  static final int WIDTH = 37;
  static final int HEIGHT = 29;

  private JdkPictures() {}

  /** Checks that a scan has the samples of a picture. */
  static void requireSame(Scan scan, BufferedImage picture) {
    WritableRaster raster = picture.getRaster();
    int bands = raster.getNumBands();
    for (int band = 0; band < bands; band++) {
      for (int y = 0; y < raster.getHeight(); y++) {
        for (int x = 0; x < raster.getWidth(); x++) {
          double value = bands == 1 ? scan.at(x, y, 0) : scan.at(x, y, 0, band);
          assertThat(value).isEqualTo(raster.getSample(x, y, band));
        }
      }
    }
  }

  /** A picture of the kind that a constant of {@link BufferedImage} tells. */
  static BufferedImage drawn(int kind) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, kind);
    WritableRaster raster = picture.getRaster();
    for (int band = 0; band < raster.getNumBands(); band++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int value = x < 12 ? 7 : x * 31 + y * 17 + band * 101;
          raster.setSample(x, y, band, kind == 11 ? value * 43 : value & 0xff);
        }
      }
    }
    return picture;
  }

  /**
   * A file of the JDK's writers.
   *
   * @param ending of its name, which tells the format
   * @param compression of TIFF; empty for none
   * @param tiled whether it is in tiles
   * @param pages one for PNG
   */
  static Path written(
      Path folder, String ending, String compression, boolean tiled, BufferedImage... pages)
      throws IOException {
    Path file = folder.resolve("a." + ending);
    Files.deleteIfExists(file);
    if (ending.equals("png")) {
      ImageIO.write(pages[0], "png", file.toFile());
      return file;
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (!compression.isEmpty()) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
    }
    if (tiled) {
      param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      param.setTiling(16, 16, 0, 0);
    }
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      if (pages.length == 1) {
        writer.write(null, new IIOImage(pages[0], null, null), param);
      } else {
        writer.prepareWriteSequence(null);
        for (BufferedImage page : pages) {
          writer.writeToSequence(new IIOImage(page, null, null), param);
        }
        writer.endWriteSequence();
      }
    } finally {
      writer.dispose();
    }
    return file;
  }
}
