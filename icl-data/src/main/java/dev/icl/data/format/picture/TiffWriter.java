package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.data.format.PlainVoxels;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;

/** Writes scans as TIFF files, a page for each slice. */
final class TiffWriter {
  private static final int FIELDS = 10;
  private static final int DIRECTORY = 2 + 12 * FIELDS + 4;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final long MOST = 0xffffffffL;

  private TiffWriter() {}

  /**
   * Writes a scan.
   *
   * @throws UserException if it has more than three axes, or numbers that TIFF has no type for
   */
  static void write(Path file, Scan scan, boolean overwrite) {
    Scan slices = scan.squeezed();
    Voxels voxels = PlainVoxels.of(slices);
    if (slices.rank() != 3 || voxels.type().bytes() > 4 && !voxels.type().floating()) {
      throw new UserException(
          "%s cannot be written: TIFF holds scans of three axes and up to 32 bits here; write .nii.gz instead."
              .formatted(file));
    }
    AtomicFile.write(file, overwrite, out -> write(file, out, slices.shape().toArray(), voxels));
  }

  private static void write(Path file, OutputStream out, int[] shape, Voxels voxels)
      throws IOException {
    out.write(new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0});
    int bytes = shape[0] * shape[1] * voxels.type().bytes();
    long place = 8;
    for (int z = 0; z < shape[2]; z++) {
      byte[] slice = new byte[bytes];
      voxels.bytes().get(z * bytes, slice);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed)) {
        zlib.write(slice);
      }
      int length = packed.size() + packed.size() % 2;
      long end = place + DIRECTORY + length;
      if (end > MOST) {
        throw new UserException(
            "%s cannot be written: TIFF files have at most 4 GiB; write .nii.gz instead."
                .formatted(file));
      }
      boolean last = z == shape[2] - 1;
      out.write(directory(shape, voxels.type(), place, packed.size(), last ? 0 : end));
      packed.writeTo(out);
      out.write(new byte[length - packed.size()]);
      place = end;
    }
  }

  private static byte[] directory(int[] shape, VoxelType type, long place, int length, long next) {
    byte[] all = new byte[DIRECTORY];
    ByteBuffer to = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    to.putShort((short) FIELDS);
    field(to, 256, LONG, shape[0]);
    field(to, 257, LONG, shape[1]);
    field(to, 258, SHORT, type.bytes() * 8);
    field(to, 259, SHORT, 8);
    field(to, 262, SHORT, 1);
    field(to, 273, LONG, (int) (place + DIRECTORY));
    field(to, 277, SHORT, 1);
    field(to, 278, LONG, shape[1]);
    field(to, 279, LONG, length);
    field(to, 339, SHORT, format(type));
    to.putInt((int) next);
    return all;
  }

  private static int format(VoxelType type) {
    return switch (type) {
      case INT8, INT16, INT32 -> 2;
      case FLOAT32, FLOAT64 -> 3;
      default -> 1;
    };
  }

  private static void field(ByteBuffer to, int tag, int type, int value) {
    to.putShort((short) tag).putShort((short) type).putInt(1).putInt(value);
  }
}
