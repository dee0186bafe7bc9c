package dev.icl.data.format.nifti;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.io.Inflated;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A file's content in sequence, decompressed where it is gzip. */
abstract sealed class ByteSource implements AutoCloseable {
  /**
   * @throws UserException if its name ends in {@code .gz} but it is not gzip
   */
  static ByteSource of(Path file, byte[] bytes) {
    boolean named = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    boolean gzip = Inflated.isGzip(bytes);
    if (named && !gzip) {
      throw new UserException(
          "%s is not gzip although its name says so: rename it, or fetch it again."
              .formatted(file));
    }
    return gzip ? new Gzip(Inflated.of(file, bytes)) : new Plain(file, bytes);
  }

  /** More bytes than this are not in it. */
  abstract long most();

  /** The next bytes; refuses if there are fewer. */
  abstract byte[] read(int count);

  /** The next bytes, perhaps not copied. */
  abstract ByteBuffer buffer(int count);

  abstract void skip(long count);

  /** Checks what can be checked at the end. */
  abstract void finish();

  @Override
  public abstract void close();

  private static final class Plain extends ByteSource {
    private final Path file;
    private final byte[] bytes;
    private int at;

    Plain(Path file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }

    @Override
    long most() {
      return bytes.length;
    }

    @Override
    byte[] read(int count) {
      int from = take(count);
      return Arrays.copyOfRange(bytes, from, from + count);
    }

    @Override
    ByteBuffer buffer(int count) {
      return ByteBuffer.wrap(bytes, take(count), count).slice();
    }

    @Override
    void skip(long count) {
      take(count);
    }

    private int take(long count) {
      if (count > bytes.length - at) {
        throw new UserException(
            "%s is truncated: its data end %s early; fetch it again."
                .formatted(file, Counts.of(count - (bytes.length - at), "byte")));
      }
      int from = at;
      at += (int) count;
      return from;
    }

    @Override
    void finish() {
      // What follows the voxels of a plain file is none of a reader's business.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static final class Gzip extends ByteSource {
    private final Inflated in;

    Gzip(Inflated in) {
      this.in = in;
    }

    @Override
    long most() {
      return in.most();
    }

    @Override
    byte[] read(int count) {
      return in.read(count);
    }

    @Override
    ByteBuffer buffer(int count) {
      return ByteBuffer.wrap(in.read(count));
    }

    @Override
    void skip(long count) {
      in.skip(count);
    }

    @Override
    void finish() {
      in.finish();
    }

    @Override
    public void close() {
      in.close();
    }
  }
}
