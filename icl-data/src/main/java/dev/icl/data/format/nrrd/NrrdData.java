package dev.icl.data.format.nrrd;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.io.Inflated;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The voxels behind a header or in a file of their own. Lines are skipped before anything is
 * decoded, bytes afterwards, in what was decoded; {@code byte skip: -1} stands for the last bytes.
 */
final class NrrdData {
  private final NrrdHeader header;
  private final Path file;

  /**
   * @param file the file of the voxels, for messages
   */
  NrrdData(NrrdHeader header, Path file) {
    this.header = header;
    this.file = file;
  }

  /**
   * The bytes of the voxels.
   *
   * @param data all bytes from the end of the header on, or of the data file
   * @param count the number that there must be
   * @throws UserException if there are fewer, or the encoding is unknown
   */
  ByteBuffer decoded(byte[] data, int count) {
    long lines = skip("lineskip", 0);
    long bytes = skip("byteskip", -1);
    int from = behindLines(data, lines);
    String encoding = header.needed("encoding").toLowerCase(Locale.ROOT);
    switch (encoding) {
      case "raw" -> {
        int there = data.length - from;
        if (count > there || bytes > there - count) {
          throw truncated(count, Math.max(0, there - Math.max(0, bytes)));
        }
        int begin = bytes < 0 ? data.length - count : from + (int) bytes;
        return ByteBuffer.wrap(data, begin, count).slice();
      }
      case "gzip", "gz" -> {
        if (bytes < 0) {
          throw new UserException(
              "%s has 'byte skip: -1', which means something for raw voxels only, but its encoding is %s: remove the line from the header."
                  .formatted(header.file(), encoding));
        }
        byte[] packed = from == 0 ? data : Arrays.copyOfRange(data, from, data.length);
        try (Inflated in = Inflated.of(file, packed)) {
          if (count > in.most() || bytes > in.most() - count) {
            throw truncated(count, Math.max(0, in.most() - bytes));
          }
          in.skip(bytes);
          byte[] out = in.read(count);
          in.finish();
          return ByteBuffer.wrap(out);
        }
      }
      default -> throw header.wrong("encoding");
    }
  }

  private long skip(String name, long least) {
    if (header.text(name).isEmpty()) {
      return 0;
    }
    long value = header.longs(name)[0];
    if (value < least || value > Integer.MAX_VALUE) {
      throw header.wrong(name);
    }
    return value;
  }

  private int behindLines(byte[] data, long lines) {
    int at = 0;
    for (long line = 0; line < lines; line++) {
      while (at < data.length && data[at] != '\n') {
        at++;
      }
      if (at == data.length) {
        throw header.wrong("lineskip");
      }
      at++;
    }
    return at;
  }

  private UserException truncated(long wanted, long there) {
    return new UserException(
        "%s is truncated: its header announces %s of voxels, but at most %d are there; fetch it again."
            .formatted(file, Counts.of(wanted, "byte"), there));
  }
}
