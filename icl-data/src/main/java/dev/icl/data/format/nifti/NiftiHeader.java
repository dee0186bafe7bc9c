package dev.icl.data.format.nifti;

import dev.icl.core.error.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The fields of a NIfTI-1 or NIfTI-2 header that matter for voxels and grid, as they stand in the
 * file.
 *
 * @param version 1 or 2
 * @param order byte order of header and voxels
 * @param single whether voxels follow in the same file
 * @param dim number of axes, then sizes
 * @param datatype code of the voxels' type
 * @param pixdim handedness, then steps along the axes
 * @param voxOffset where the voxels begin
 * @param slope what stored numbers are multiplied by, if neither 0 nor NaN
 * @param inter what is added
 * @param units of space and time
 * @param qformCode what the quaternion maps to; 0 if nothing
 * @param sformCode what the matrix maps to; 0 if nothing
 * @param quaternion b, c, d and the offsets x, y, z
 * @param srows the first three rows of the matrix
 * @see <a href="https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h">NIfTI-1</a>
 * @see <a href="https://nifti.nimh.nih.gov/pub/dist/doc/nifti2.h">NIfTI-2</a>
 */
record NiftiHeader(
    int version,
    ByteOrder order,
    boolean single,
    long[] dim,
    int datatype,
    double[] pixdim,
    double voxOffset,
    double slope,
    double inter,
    int units,
    int qformCode,
    int sformCode,
    double[] quaternion,
    double[] srows) {
  static final int SIZE_1 = 348;
  static final int SIZE_2 = 540;
  static final byte[] MAGIC_TAIL_2 = {'\r', '\n', 0x1a, '\n'};

  /** How many bytes the version that a header's first four bytes name has; 0 if none. */
  static int size(byte[] head) {
    if (head.length < 4) {
      return 0;
    }
    int first = ByteBuffer.wrap(head).getInt(0);
    if (first == SIZE_1 || Integer.reverseBytes(first) == SIZE_1) {
      return SIZE_1;
    }
    return first == SIZE_2 || Integer.reverseBytes(first) == SIZE_2 ? SIZE_2 : 0;
  }

  /**
   * @param bytes of the header
   * @throws UserException if they are no NIfTI header
   */
  static NiftiHeader parse(byte[] bytes, Path file) {
    int size = size(bytes);
    if (size == 0) {
      throw new UserException(
          "%s is not NIfTI: its first four bytes give no header size of 348 or 540; fetch it again."
              .formatted(file));
    }
    ByteBuffer h = ByteBuffer.wrap(bytes);
    h.order(h.getInt(0) == size ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return size == SIZE_1 ? parse1(h, file) : parse2(h, file);
  }

  private static NiftiHeader parse1(ByteBuffer h, Path file) {
    long[] dim = new long[8];
    double[] pixdim = new double[8];
    for (int i = 0; i < 8; i++) {
      dim[i] = h.getShort(40 + 2 * i);
      pixdim[i] = h.getFloat(76 + 4 * i);
    }
    double[] quaternion = new double[6];
    for (int i = 0; i < 6; i++) {
      quaternion[i] = h.getFloat(256 + 4 * i);
    }
    double[] srows = new double[12];
    for (int i = 0; i < 12; i++) {
      srows[i] = h.getFloat(280 + 4 * i);
    }
    return new NiftiHeader(
        1,
        h.order(),
        single(h, 344, 1, file),
        dim,
        h.getShort(70),
        pixdim,
        h.getFloat(108),
        h.getFloat(112),
        h.getFloat(116),
        h.get(123),
        h.getShort(252),
        h.getShort(254),
        quaternion,
        srows);
  }

  private static NiftiHeader parse2(ByteBuffer h, Path file) {
    long[] dim = new long[8];
    double[] pixdim = new double[8];
    for (int i = 0; i < 8; i++) {
      dim[i] = h.getLong(16 + 8 * i);
      pixdim[i] = h.getDouble(104 + 8 * i);
    }
    double[] quaternion = new double[6];
    for (int i = 0; i < 6; i++) {
      quaternion[i] = h.getDouble(352 + 8 * i);
    }
    double[] srows = new double[12];
    for (int i = 0; i < 12; i++) {
      srows[i] = h.getDouble(400 + 8 * i);
    }
    return new NiftiHeader(
        2,
        h.order(),
        single(h, 4, 2, file),
        dim,
        h.getShort(12),
        pixdim,
        h.getLong(168),
        h.getDouble(176),
        h.getDouble(184),
        h.getInt(500),
        h.getInt(344),
        h.getInt(348),
        quaternion,
        srows);
  }

  private static boolean single(ByteBuffer h, int at, int version, Path file) {
    byte[] magic = new byte[4];
    h.get(at, magic);
    String text = new String(magic, StandardCharsets.ISO_8859_1);
    boolean one = text.equals("n+" + version + "\0");
    if (!one && !text.equals("ni" + version + "\0")) {
      throw new UserException(
          "%s is not NIfTI: its header lacks the magic 'n+%d' or 'ni%d' (ANALYZE files have none; convert them first)."
              .formatted(file, version, version));
    }
    return one;
  }
}
