package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.VoxelType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The way in which a page holds its pixels.
 *
 * @param kind what all pages of a scan have in common
 * @param packing how the parts are compressed
 * @param tiled whether the parts are tiles; strips of whole rows otherwise
 * @param partWidth of a part in pixels
 * @param partHeight of a part in pixels
 * @param planes whether every sample of a pixel has parts of its own
 * @param offsets of the parts in the file
 * @param lengths of the parts in bytes
 */
record TiffPage(
    Kind kind,
    Packing packing,
    boolean tiled,
    int partWidth,
    int partHeight,
    boolean planes,
    long[] offsets,
    long[] lengths) {
  /**
   * The kind of a page.
   *
   * @param width in pixels
   * @param height in pixels
   * @param samples of a pixel
   * @param bits of a sample
   * @param type that samples have as voxels
   * @param colour 1 grey, 2 RGB, 3 palette
   * @param alpha whether the last sample is how opaque a pixel is
   */
  record Kind(
      int width, int height, int samples, int bits, VoxelType type, int colour, boolean alpha) {}

  /**
   * The compression.
   *
   * @param method 1 none, 5 LZW, 8 deflate, 32773 PackBits
   * @param differences whether samples are the differences to those before them
   */
  record Packing(int method, boolean differences) {}

  private static final int MOST_SAMPLES = 64;
  private static final int LONGEST = 1 << 20;

  /** Whether a page is a smaller copy, or a mask, of another one. */
  static boolean isCopy(TiffDirectory fields) {
    return (fields.number(254, 0) & 5) != 0;
  }

  /**
   * Checks the fields of a page.
   *
   * @throws UserException if they contradict each other, or the page is of a kind that is not read
   */
  static TiffPage of(TiffDirectory fields) {
    Path file = fields.file();
    requirePlain(fields);
    Kind kind = kind(fields);
    boolean tiled = fields.has(322);
    int width = tiled ? size(fields, 322) : kind.width();
    int height =
        tiled
            ? size(fields, 323)
            : (int) Math.min(kind.height(), Math.max(1, fields.number(278, kind.height())));
    boolean planes = fields.number(284, 1) == 2;
    long[] offsets = fields.numbers(tiled ? 324 : 273);
    long[] lengths = fields.numbers(tiled ? 325 : 279);
    long across = (kind.width() + width - 1L) / width;
    long down = (kind.height() + height - 1L) / height;
    long parts = across * down * (planes ? kind.samples() : 1);
    if (offsets.length != parts || lengths.length != parts) {
      throw PngChunks.damaged(file, "it has more or fewer parts than its size asks for");
    }
    int method = (int) fields.number(259, 1);
    return new TiffPage(
        kind,
        new Packing(method == 32946 ? 8 : method, fields.number(317, 1) == 2),
        tiled,
        width,
        height,
        planes,
        offsets,
        lengths);
  }

  private static void requirePlain(TiffDirectory fields) {
    long method = fields.number(259, 1);
    boolean packing =
        method == 1 || method == 5 || method == 8 || method == 32946 || method == 32773;
    require(fields, packing, "compression", method);
    require(fields, isBetween(fields.number(317, 1), 1, 2), "predictor", fields.number(317, 1));
    require(fields, fields.number(266, 1) == 1, "order of bits", fields.number(266, 1));
    require(fields, isBetween(fields.number(284, 1), 1, 2), "layout", fields.number(284, 1));
    long colour = fields.number(262, 1);
    if (colour == 0) {
      throw new UserException(
          "%s stores white as 0: save it with black as 0.".formatted(fields.file()));
    }
    require(fields, isBetween(colour, 1, 3), "colour space", colour);
  }

  private static boolean isBetween(long value, long least, long most) {
    return value >= least && value <= most;
  }

  private static void require(TiffDirectory fields, boolean is, String what, long value) {
    if (!is) {
      throw new UserException(
          "%s is a TIFF file of a kind that is not read (%s %d): save it in grey, RGB or palette colours, uncompressed or with LZW, deflate or PackBits."
              .formatted(fields.file(), what, value));
    }
  }

  private static Kind kind(TiffDirectory fields) {
    int samples = (int) Math.min(MOST_SAMPLES + 1, fields.number(277, 1));
    require(fields, isBetween(samples, 1, MOST_SAMPLES), "samples of a pixel", samples);
    long[] bits = fields.has(258) ? fields.numbers(258) : new long[] {1};
    require(
        fields,
        Arrays.stream(bits).allMatch(b -> b == bits[0]),
        "bits of later samples",
        bits[bits.length - 1]);
    long[] formats = fields.has(339) ? fields.numbers(339) : new long[] {1};
    require(
        fields,
        Arrays.stream(formats).allMatch(f -> f == formats[0]),
        "format of later samples",
        formats[formats.length - 1]);
    Optional<VoxelType> type = type(bits[0], formats[0]);
    require(fields, type.isPresent(), "bits of samples of format " + formats[0] + ":", bits[0]);
    int colour = (int) fields.number(262, 1);
    long least = colour == 2 ? 3 : 1;
    boolean palette = colour == 3;
    require(
        fields,
        samples >= least && (!palette || samples == 1 && bits[0] <= 8 && formats[0] == 1),
        "samples of its colours:",
        samples);
    boolean differences = fields.number(317, 1) == 2;
    require(fields, !differences || bits[0] >= 8 && formats[0] < 3, "predictor", 2);
    boolean alpha = samples > least && isBetween(extra(fields), 1, 2);
    return new Kind(
        size(fields, 256),
        size(fields, 257),
        samples,
        (int) bits[0],
        type.orElseThrow(),
        colour,
        alpha);
  }

  private static long extra(TiffDirectory fields) {
    if (!fields.has(338)) {
      return 0;
    }
    long[] extra = fields.numbers(338);
    return extra[extra.length - 1];
  }

  private static Optional<VoxelType> type(long bits, long format) {
    return Optional.ofNullable(
        switch ((int) (Math.min(99, format) * 100 + Math.min(99, bits))) {
          case 101, 102, 104, 108 -> VoxelType.UINT8;
          case 116 -> VoxelType.UINT16;
          case 132 -> VoxelType.UINT32;
          case 208 -> VoxelType.INT8;
          case 216 -> VoxelType.INT16;
          case 232 -> VoxelType.INT32;
          case 332 -> VoxelType.FLOAT32;
          case 364 -> VoxelType.FLOAT64;
          default -> null;
        });
  }

  private static int size(TiffDirectory fields, int tag) {
    long size = fields.numbers(tag)[0];
    if (size < 1 || size > LONGEST) {
      throw PngChunks.damaged(fields.file(), "its field %d is %d".formatted(tag, size));
    }
    return (int) size;
  }

  /** Samples of a pixel in one part. */
  int samplesTogether() {
    return planes ? 1 : kind.samples();
  }

  /** Bytes of a row of a part. */
  long rowBytes() {
    return ((long) partWidth * samplesTogether() * kind.bits() + 7) / 8;
  }

  /** Rows of a part that the file holds: tiles are whole, the last strip may be shorter. */
  int rows(int top) {
    return tiled ? partHeight : Math.min(partHeight, kind.height() - top);
  }
}
