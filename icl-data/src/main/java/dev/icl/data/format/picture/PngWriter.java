package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.data.format.PlainVoxels;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes a slice as a grey PNG file. */
final class PngWriter {
  private PngWriter() {}

  /**
   * Writes a slice.
   *
   * @throws UserException if it is none, or its numbers are none that PNG holds
   */
  static void write(Path file, Scan scan, boolean overwrite) {
    Scan slice = scan.squeezed();
    int[] shape = slice.shape().toArray();
    Voxels voxels = PlainVoxels.of(slice);
    boolean wide = voxels.type() == VoxelType.UINT16;
    if (slice.rank() != 3 || shape[2] != 1 || !(wide || voxels.type() == VoxelType.UINT8)) {
      throw new UserException(
          "%s cannot be written: PNG holds single slices of 8 or 16 bits without sign here; write .tif or .nii.gz instead."
              .formatted(file));
    }
    BufferedImage picture =
        new BufferedImage(
            shape[0],
            shape[1],
            wide ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = picture.getRaster();
    for (int y = 0; y < shape[1]; y++) {
      for (int x = 0; x < shape[0]; x++) {
        raster.setSample(x, y, 0, (int) voxels.at(y * shape[0] + x));
      }
    }
    AtomicFile.write(
        file,
        overwrite,
        out -> {
          if (!ImageIO.write(picture, "png", out)) {
            throw new IOException("this Java writes no PNG");
          }
        });
  }
}
