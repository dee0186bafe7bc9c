package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The fragments that compressed samples are in, put together to frames. */
final class Fragments {
  private final DicomFile file;
  private final byte[] bytes;

  Fragments(DicomFile file) {
    this.file = file;
    this.bytes = file.elements().bytes();
  }

  /** The place of a fragment's content; its offset counts from the first fragment. */
  private record Fragment(int from, int length, long offset) {}

  /**
   * The compressed frames.
   *
   * @throws UserException if it is not clear which fragments belong to which
   */
  List<byte[]> frames() {
    int count = file.frames();
    List<Fragment> fragments = fragments();
    if (fragments.isEmpty()) {
      throw damaged();
    }
    Fragment table = fragments.remove(0);
    List<Long> begins = count == 1 ? List.of(0L) : begins(table, fragments, count);
    if (begins.size() != count) {
      throw damaged();
    }
    List<byte[]> frames = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < count; i++) {
      long end = i + 1 < count ? begins.get(i + 1) : Long.MAX_VALUE;
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      while (next < fragments.size() && fragments.get(next).offset() < end) {
        frame.write(bytes, fragments.get(next).from(), fragments.get(next).length());
        next++;
      }
      frames.add(frame.toByteArray());
    }
    return frames;
  }

  private List<Fragment> fragments() {
    List<Fragment> fragments = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = file.pixels().orElseThrow().from();
    long first = -1;
    while (at <= bytes.length - 8) {
      int tag = (in.getShort(at) & 0xffff) << 16 | in.getShort(at + 2) & 0xffff;
      long length = in.getInt(at + 4) & 0xffffffffL;
      if (tag == Tags.SEQUENCE_END) {
        return fragments;
      }
      if (tag != Tags.ITEM || length > bytes.length - at - 8) {
        throw damaged();
      }
      if (fragments.size() == 1) {
        first = at;
      }
      fragments.add(new Fragment(at + 8, (int) length, fragments.isEmpty() ? -1 : at - first));
      at += 8 + (int) length;
    }
    throw damaged();
  }

  /** The offsets at which frames begin: by a table, or one fragment each. */
  private List<Long> begins(Fragment table, List<Fragment> fragments, int count) {
    List<Long> begins = new ArrayList<>();
    ByteBuffer offsets =
        ByteBuffer.wrap(bytes, table.from(), table.length()).order(ByteOrder.LITTLE_ENDIAN);
    while (offsets.remaining() >= 4) {
      begins.add(offsets.getInt() & 0xffffffffL);
    }
    if (!begins.isEmpty() && begins.size() != count) {
      throw damaged();
    }
    file.elements()
        .raw(Tags.OFFSETS)
        .filter(extended -> begins.isEmpty() && extended.remaining() == 8L * count)
        .ifPresent(
            extended -> {
              while (extended.hasRemaining()) {
                begins.add(extended.getLong());
              }
            });
    if (begins.isEmpty()) {
      fragments.forEach(f -> begins.add(f.offset()));
    }
    return begins;
  }

  private UserException damaged() {
    return new UserException(
        "%s has fragments of compressed samples that do not fit its %d frames; fetch it again."
            .formatted(file.file(), file.frames()));
  }
}
