package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * The header of a PNG file, of which every part was checked.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param bits of a sample: 1, 2, 4, 8 or 16
 * @param colour 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 */
record PngChunks(int width, int height, int bits, int colour) {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int HEADER = 0x49484452;
  private static final int END = 0x49454E44;

  /** Length, kind and checksum of a part. */
  private static final int FRAME = 12;

  static boolean isPng(byte[] head) {
    return head.length >= 8 && ByteBuffer.wrap(head).getLong() == SIGNATURE;
  }

  /**
   * Checks length and checksum of every part.
   *
   * @throws UserException if the file is damaged, or ends early
   */
  static PngChunks of(Path file, byte[] bytes) {
    if (!isPng(bytes) || bytes.length < 8 + FRAME + 13) {
      throw damaged(file, "it does not begin as PNG files do");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt(8) != 13 || in.getInt(12) != HEADER) {
      throw damaged(file, "its header is missing");
    }
    int place = 8;
    for (int kind = 0; kind != END; ) {
      if (place > bytes.length - FRAME) {
        throw damaged(file, "it ends early");
      }
      int length = in.getInt(place);
      kind = in.getInt(place + 4);
      if (length < 0 || length > bytes.length - place - FRAME) {
        throw damaged(file, "it ends early");
      }
      CRC32 sum = new CRC32();
      sum.update(bytes, place + 4, length + 4);
      if ((int) sum.getValue() != in.getInt(place + 8 + length)) {
        String name = new String(bytes, place + 4, 4, StandardCharsets.ISO_8859_1);
        throw damaged(
            file, "the checksum of its part " + name.replaceAll("[^A-Za-z]", "?") + " is wrong");
      }
      place += FRAME + length;
    }
    return header(file, in);
  }

  private static PngChunks header(Path file, ByteBuffer in) {
    PngChunks header = new PngChunks(in.getInt(16), in.getInt(20), in.get(24), in.get(25));
    boolean known =
        switch (header.colour()) {
          case 0 -> header.bits() == 16 || isFew(header.bits());
          case 3 -> isFew(header.bits());
          case 2, 4, 6 -> header.bits() == 8 || header.bits() == 16;
          default -> false;
        };
    if (!known || header.width() < 1 || header.height() < 1) {
      throw damaged(file, "its header holds impossible numbers");
    }
    return header;
  }

  private static boolean isFew(int bits) {
    return bits == 1 || bits == 2 || bits == 4 || bits == 8;
  }

  /** Samples of a pixel, the alpha included. */
  int samples() {
    return switch (colour) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /** Whether the last sample of a pixel is how opaque it is. */
  boolean hasAlpha() {
    return colour == 4 || colour == 6;
  }

  static UserException damaged(Path file, String what) {
    return new UserException("%s is damaged: %s; fetch it again.".formatted(file, what));
  }
}
