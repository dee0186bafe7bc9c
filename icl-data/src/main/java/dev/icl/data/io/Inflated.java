package dev.icl.data.io;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The decompressed stream of gzip or deflate in memory. What is read is bounded by the caller; the
 * end is checked against the stream's own checksum, where it has one.
 */
public final class Inflated implements AutoCloseable {
  /** No deflate stream is longer than this many times its compressed size. */
  private static final long HIGHEST_RATIO = 1032;

  private static final int BUFFER = 1 << 16;
  private static final int MOST_TRAILING = 1 << 20;

  private final Path file;
  private final String kind;
  private final long most;
  private final InputStream in;

  private Inflated(Path file, String kind, long most, InputStream in) {
    this.file = file;
    this.kind = kind;
    this.most = most;
    this.in = in;
  }

  /**
   * @param file named in messages
   * @param gzip its bytes
   * @throws UserException if they are not gzip
   */
  public static Inflated of(Path file, byte[] gzip) {
    try {
      InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip), BUFFER);
      return new Inflated(file, "gzip", HIGHEST_RATIO * gzip.length, in);
    } catch (IOException e) {
      throw damaged(file, "gzip", e);
    }
  }

  /**
   * A zlib stream: deflate with a header and a checksum.
   *
   * @param file named in messages
   * @param zlib its bytes
   */
  public static Inflated ofZlib(Path file, byte[] zlib) {
    InputStream in = new InflaterInputStream(new ByteArrayInputStream(zlib));
    return new Inflated(file, "zlib", HIGHEST_RATIO * zlib.length, in);
  }

  /**
   * A bare deflate stream, without a checksum.
   *
   * @param file named in messages
   * @param deflate the bytes that it is in
   * @param from where it begins
   */
  public static Inflated ofDeflate(Path file, byte[] deflate, int from) {
    int length = deflate.length - from;
    InputStream in =
        new InflaterInputStream(
            new ByteArrayInputStream(deflate, from, length), new Inflater(true), BUFFER);
    return new Inflated(file, "deflate", HIGHEST_RATIO * length, in);
  }

  /** Whether some bytes begin a gzip stream. */
  public static boolean isGzip(byte[] head) {
    return head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
  }

  /** More bytes than this cannot come, whatever the stream holds. */
  public long most() {
    return most;
  }

  /**
   * The next bytes.
   *
   * @param count the number of bytes, at most {@link #most()}; memory is taken for all of them
   * @throws UserException if there are fewer or the stream is damaged
   */
  public byte[] read(int count) {
    byte[] out = new byte[count];
    try {
      int found = in.readNBytes(out, 0, count);
      if (found < count) {
        throw new UserException(
            "%s is truncated: its data end %s early; fetch it again."
                .formatted(file, Counts.of(count - found, "byte")));
      }
      return out;
    } catch (IOException e) {
      throw damaged(file, kind, e);
    }
  }

  /**
   * The bytes up to the end, at most as many as are asked for.
   *
   * @param most the largest number
   * @throws UserException if the stream is damaged
   */
  public byte[] readAtMost(int most) {
    try {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw damaged(file, kind, e);
    }
  }

  /** Passes over some bytes. */
  public void skip(long count) {
    try {
      in.skipNBytes(count);
    } catch (IOException e) {
      throw damaged(file, kind, e);
    }
  }

  /**
   * Reads to the end, which verifies the checksum.
   *
   * @throws UserException if the stream is damaged or goes on for more than a megabyte
   */
  public void finish() {
    byte[] buffer = new byte[BUFFER];
    long rest = 0;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        rest += n;
        if (rest > MOST_TRAILING) {
          throw new UserException(
              "%s decompresses to far more than its header announces: it is damaged or hostile; fetch it again."
                  .formatted(file));
        }
      }
    } catch (IOException e) {
      throw damaged(file, kind, e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw damaged(file, kind, e);
    }
  }

  private static UserException damaged(Path file, String kind, IOException e) {
    String reason =
        e instanceof EOFException
            ? "its " + kind + " stream ends early"
            : "its " + kind + " stream is damaged (" + e.getMessage() + ")";
    return new UserException("%s cannot be read: %s; fetch it again.".formatted(file, reason), e);
  }
}
