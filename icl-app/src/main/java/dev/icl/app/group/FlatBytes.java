package dev.icl.app.group;

import dev.icl.core.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The memory of several tensors as one row of bytes, which may be longer than an array can be. */
final class FlatBytes {
  private final List<ByteBuffer> parts = new ArrayList<>();
  private final long[] begins;

  /**
   * @param tensors whose memory is read and written
   */
  FlatBytes(List<HostTensor> tensors) {
    begins = new long[tensors.size() + 1];
    for (int i = 0; i < tensors.size(); i++) {
      ByteBuffer bytes = tensors.get(i).bytes();
      parts.add(bytes);
      begins[i + 1] = begins[i] + bytes.capacity();
    }
  }

  /** The number of bytes. */
  long size() {
    return begins[parts.size()];
  }

  /** Copies {@code count} bytes from a place on to the beginning of an array. */
  void get(long place, byte[] into, int count) {
    move(
        place,
        count,
        (part, offset, done, length) -> parts.get(part).get(offset, into, done, length));
  }

  /** Copies {@code count} bytes from the beginning of an array to a place. */
  void put(long place, byte[] from, int count) {
    move(
        place,
        count,
        (part, offset, done, length) -> parts.get(part).put(offset, from, done, length));
  }

  private void move(long place, int count, Mover mover) {
    int part = partAt(place);
    int done = 0;
    while (done < count) {
      int offset = (int) (place + done - begins[part]);
      int length = Math.min(count - done, parts.get(part).capacity() - offset);
      if (length > 0) {
        mover.move(part, offset, done, length);
      }
      done += length;
      part++;
    }
  }

  /** The last part that begins at a place or before it. */
  private int partAt(long place) {
    int found = Arrays.binarySearch(begins, place);
    return found >= 0 ? Math.min(found, parts.size() - 1) : -found - 2;
  }

  private interface Mover {
    void move(int part, int offset, int done, int length);
  }
}
