package dev.icl.data.format.nifti;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.StoredForms;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fields of a NIfTI-1 or NIfTI-2 header that matter for voxels and grid, as they stand in the
 * file.
 *
 * @param version 1 or 2
 * @param order byte order of header and voxels
 * @param single whether voxels follow in the same file
 * @param dim number of axes, then sizes
 * @param datatype code of the voxels' type
 * @param voxOffset the offset of the first voxel
 * @param slope the factor of stored numbers, if neither 0 nor NaN
 * @param inter the summand after that
 * @param forms the grid
 * @see <a href="https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h">NIfTI-1</a>
 * @see <a href="https://nifti.nimh.nih.gov/pub/dist/doc/nifti2.h">NIfTI-2</a>
 */
record NiftiHeader(
    int version,
    ByteOrder order,
    boolean single,
    long[] dim,
    int datatype,
    double voxOffset,
    double slope,
    double inter,
    StoredForms forms) {
  static final int SIZE_1 = 348;
  static final int SIZE_2 = 540;
  static final byte[] MAGIC_TAIL_2 = {'\r', '\n', 0x1a, '\n'};

  /** The size in bytes of the header version that the first four bytes name; 0 if none. */
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
    StoredForms forms =
        new StoredForms(
            h.get(123) & 0xff,
            h.getShort(252),
            h.getShort(254),
            floats(h, 76, 8),
            floats(h, 256, 6),
            floats(h, 280, 12));
    return new NiftiHeader(
        1,
        h.order(),
        single(h, 344, 1, file),
        IntStream.range(0, 8).mapToLong(i -> h.getShort(40 + 2 * i)).toArray(),
        h.getShort(70),
        h.getFloat(108),
        h.getFloat(112),
        h.getFloat(116),
        forms);
  }

  private static NiftiHeader parse2(ByteBuffer h, Path file) {
    StoredForms forms =
        new StoredForms(
            h.getInt(500),
            h.getInt(344),
            h.getInt(348),
            doubles(h, 104, 8),
            doubles(h, 352, 6),
            doubles(h, 400, 12));
    return new NiftiHeader(
        2,
        h.order(),
        single(h, 4, 2, file),
        IntStream.range(0, 8).mapToLong(i -> h.getLong(16 + 8 * i)).toArray(),
        h.getShort(12),
        h.getLong(168),
        h.getDouble(176),
        h.getDouble(184),
        forms);
  }

  private static List<Double> floats(ByteBuffer h, int at, int count) {
    return IntStream.range(0, count).mapToObj(i -> (double) h.getFloat(at + 4 * i)).toList();
  }

  private static List<Double> doubles(ByteBuffer h, int at, int count) {
    return IntStream.range(0, count).mapToObj(i -> h.getDouble(at + 8 * i)).toList();
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
