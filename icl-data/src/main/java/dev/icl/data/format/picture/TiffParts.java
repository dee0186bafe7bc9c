package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import dev.icl.data.io.Inflated;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Decompresses the parts of pages.
 *
 * @param file to be named in messages
 * @param in all bytes of it, in its order
 */
record TiffParts(Path file, ByteBuffer in) {
  /** LZW gives at most a string of all its codes for one code. */
  private static final long HIGHEST_RATIO = 4096;

  /**
   * The bytes of a part, samples as they are.
   *
   * @param page that it is of
   * @param part number of it
   * @param rows that it has
   * @throws UserException if it is damaged, or shorter
   */
  byte[] bytes(TiffPage page, int part, int rows) {
    long offset = page.offsets()[part];
    long length = page.lengths()[part];
    if (offset > in.capacity() || length > in.capacity() - offset) {
      throw PngChunks.damaged(file, "a part of it is beyond its end");
    }
    long count = page.rowBytes() * rows;
    if (count > Integer.MAX_VALUE - 16L || count / HIGHEST_RATIO > length) {
      throw tooShort();
    }
    byte[] stored = new byte[(int) length];
    in.get((int) offset, stored);
    byte[] out =
        switch (page.packing().method()) {
          case 5 -> lzw(stored, (int) count);
          case 8 -> inflated(stored, (int) count);
          case 32773 -> packBits(stored, (int) count);
          default -> plain(stored, (int) count);
        };
    if (page.packing().differences()) {
      addUp(page, out, rows);
    }
    return out;
  }

  private UserException tooShort() {
    return PngChunks.damaged(file, "a part of it is too short for its pixels");
  }

  private byte[] plain(byte[] stored, int count) {
    if (stored.length < count) {
      throw tooShort();
    }
    return Arrays.copyOf(stored, count);
  }

  private byte[] inflated(byte[] stored, int count) {
    try (Inflated zlib = Inflated.ofZlib(file, stored)) {
      if (count > zlib.most()) {
        throw tooShort();
      }
      return zlib.read(count);
    }
  }

  private byte[] packBits(byte[] stored, int count) {
    byte[] out = new byte[count];
    int to = 0;
    for (int from = 0; to < count && from < stored.length; ) {
      int code = stored[from++];
      if (code >= 0) {
        int some = Math.min(code + 1, Math.min(count - to, stored.length - from));
        System.arraycopy(stored, from, out, to, some);
        from += code + 1;
        to += some;
      } else if (code != -128 && from < stored.length) {
        int end = Math.min(count, to + 1 - code);
        Arrays.fill(out, to, end, stored[from++]);
        to = end;
      }
    }
    if (to < count) {
      throw tooShort();
    }
    return out;
  }

  /** Codes of 9 to 12 bits, the highest bit first; 256 begins anew, 257 ends. */
  private byte[] lzw(byte[] stored, int count) {
    byte[] out = new byte[count];
    int[] from = new int[4096];
    int[] lengths = new int[4096];
    int next = 258;
    int width = 9;
    int to = 0;
    long bits = 0;
    int held = 0;
    for (int place = 0; to < count; ) {
      while (held < width && place < stored.length) {
        bits = bits << 8 | stored[place++] & 0xff;
        held += 8;
      }
      if (held < width) {
        throw tooShort();
      }
      int code = (int) (bits >>> (held - width)) & ((1 << width) - 1);
      held -= width;
      bits &= (1L << held) - 1;
      if (code == 257) {
        throw tooShort();
      }
      if (code == 256) {
        next = 258;
        width = 9;
        continue;
      }
      int begin = to;
      if (code < 256) {
        out[to++] = (byte) code;
      } else if (code < next) {
        int some = Math.min(lengths[code], count - to);
        // may overlap what it writes: the string of the newest code ends with its own first byte
        for (int i = 0; i < some; i++) {
          out[to + i] = out[from[code] + i];
        }
        to += some;
      } else {
        throw PngChunks.damaged(file, "its LZW codes are out of order");
      }
      // the string before with the first byte of this one, which follows it in the output
      if (next < 4096) {
        from[next] = begin;
        lengths[next] = to - begin + 1;
        next++;
      }
      width = next > 2047 ? 12 : next > 1023 ? 11 : next > 511 ? 10 : 9;
    }
    return out;
  }

  private void addUp(TiffPage page, byte[] bytes, int rows) {
    int together = page.samplesTogether();
    int size = page.kind().bits() / 8;
    int row = (int) page.rowBytes();
    ByteBuffer values = ByteBuffer.wrap(bytes).order(in.order());
    for (int y = 0; y < rows; y++) {
      for (int i = y * row + together * size; i < (y + 1) * row; i += size) {
        int back = i - together * size;
        switch (size) {
          case 1 -> values.put(i, (byte) (values.get(i) + values.get(back)));
          case 2 -> values.putShort(i, (short) (values.getShort(i) + values.getShort(back)));
          default -> values.putInt(i, values.getInt(i) + values.getInt(back));
        }
      }
    }
  }
}
