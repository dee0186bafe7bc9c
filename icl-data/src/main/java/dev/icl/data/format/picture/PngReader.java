package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.io.FileBytes;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads one PNG file.
 *
 * @param file where it is
 * @param limits the largest file and array
 */
record PngReader(Path file, ReadLimits limits) {
  /** No deflate stream is longer than this many times its compressed size. */
  private static final long HIGHEST_RATIO = 1032;

  Contents read() {
    byte[] bytes = FileBytes.all(file, limits.fileBytes());
    PngChunks header = PngChunks.of(file, bytes);
    VoxelType type = header.bits() == 16 ? VoxelType.UINT16 : VoxelType.UINT8;
    long[] sizes = {header.width(), header.height(), 1, header.samples()};
    VoxelChecks.shape(sizes, 3, type, limits, file);
    long row = ((long) header.width() * header.samples() * header.bits() + 7) / 8;
    if (row * header.height() / HIGHEST_RATIO > bytes.length) {
      throw PngChunks.damaged(file, "it is too short for the pixels that it announces");
    }
    RenderedImage picture = decoded(bytes);
    if (picture.getWidth() != header.width() || picture.getHeight() != header.height()) {
      throw PngChunks.damaged(file, "its parts contradict each other");
    }
    return PictureSamples.withSource(contents(header, type, picture), file, Sha256.hex(bytes));
  }

  private RenderedImage decoded(byte[] bytes) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } catch (IOException | RuntimeException e) {
      // the JDK's reader answers damage with exceptions of many kinds
      throw new UserException(
          "%s is damaged: its pixels cannot be decompressed; fetch it again.".formatted(file), e);
    } finally {
      reader.dispose();
    }
  }

  private Contents contents(PngChunks header, VoxelType type, RenderedImage picture) {
    Raster raster = picture.getData();
    int samples = header.samples();
    if (raster.getNumBands() != samples) {
      throw PngChunks.damaged(file, "its parts contradict each other");
    }
    Shape places = Shape.of(header.width(), header.height(), 1);
    Voxels voxels = voxels(raster, samples, type);
    if (header.colour() == 3) {
      return palette(picture.getColorModel()).contents(file, places, voxels.toBytes(), limits);
    }
    return header.hasAlpha()
        ? PictureSamples.contents(
            places,
            samples - 1,
            PictureSamples.withoutAlpha(file, voxels, samples, (1 << header.bits()) - 1))
        : PictureSamples.contents(places, samples, voxels);
  }

  private ColourTable palette(ColorModel model) {
    if (!(model instanceof IndexColorModel colours)) {
      throw PngChunks.damaged(file, "its palette is missing");
    }
    byte[][] all = new byte[3][colours.getMapSize()];
    colours.getReds(all[0]);
    colours.getGreens(all[1]);
    colours.getBlues(all[2]);
    return new ColourTable(all[0], all[1], all[2]);
  }

  /** The samples, channel after channel. */
  private static Voxels voxels(Raster raster, int samples, VoxelType type) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    ByteBuffer out =
        ByteBuffer.allocate(width * height * samples * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int[] row = new int[width];
    for (int band = 0; band < samples; band++) {
      for (int y = 0; y < height; y++) {
        raster.getSamples(0, y, width, 1, band, row);
        for (int value : row) {
          if (type == VoxelType.UINT8) {
            out.put((byte) value);
          } else {
            out.putShort((short) value);
          }
        }
      }
    }
    return Voxels.of(type, out.flip());
  }
}
