package dev.icl.data.format.hdf5;

import dev.icl.core.io.AtomicFile;
import dev.icl.data.format.ClassMaps;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes an HDF5 file of one dataset of float16, map by map, in one contiguous piece. jHDF writes
 * no float16 and wants the whole array at once, so the file is laid out here: superblock 0, a root
 * group of one entry and the header of the dataset, as the file format specification 1.1 has them.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_s_p_e_c.html">The
 *     specification</a>
 */
final class Hdf5Halves {
  private static final long NOWHERE = -1;
  private static final int ROOT = 96;
  private static final int TREE = 136;
  private static final int HEAP = 680;
  private static final int NAMES = 712;
  private static final int TABLE = 760;
  private static final int DATASET = 1088;
  private static final int DATA = 2048;

  private final Path file;
  private final boolean overwrite;

  Hdf5Halves(Path file, boolean overwrite) {
    this.file = file;
    this.overwrite = overwrite;
  }

  /**
   * Writes maps along a first axis in front of those of a map, the last of which runs fastest.
   *
   * @param name of the dataset, at most 31 letters
   */
  void write(String name, ClassMaps maps) {
    Scan first = maps.of(0).inOrder(AxisOrder.LAST_FASTEST);
    int[] shape = first.shape().toArray();
    AtomicFile.write(
        file,
        overwrite,
        out -> {
          out.write(head(name, maps.classes(), shape, 2L * maps.classes() * first.voxels().size()));
          for (int place = 0; place < maps.classes(); place++) {
            put(out, place == 0 ? first : maps.of(place).inOrder(AxisOrder.LAST_FASTEST));
          }
        });
  }

  private static void put(OutputStream out, Scan map) throws IOException {
    Voxels voxels = map.voxels();
    ByteBuffer some = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < voxels.size(); i++) {
      some.putShort(half((float) voxels.at(i)));
      if (!some.hasRemaining()) {
        out.write(some.array());
        some.clear();
      }
    }
    out.write(some.array(), 0, some.position());
  }

  /** A number in half precision, rounded to the nearest, of two the even one. */
  static short half(float value) {
    int bits = Float.floatToIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (size >= 65520 || Float.isNaN(value)) {
      return (short) (sign | (Float.isNaN(value) ? 0x7e00 : 0x7c00));
    }
    if (size < 0x1p-14f) {
      // multiples of the smallest number there is
      return (short) (sign | (int) Math.rint(size * 0x1p24));
    }
    int rest = bits & 0x1fff;
    int kept = (bits & 0x7fffffff) - (112 << 23) >>> 13;
    boolean up = rest > 0x1000 || rest == 0x1000 && (kept & 1) == 1;
    return (short) (sign | (up ? kept + 1 : kept));
  }

  private static byte[] head(String name, int count, int[] shape, long bytes) {
    ByteBuffer h = ByteBuffer.allocate(DATA).order(ByteOrder.LITTLE_ENDIAN);
    superblock(h, DATA + bytes);
    group(h, name);
    dataset(h.position(DATASET), count, shape, bytes);
    return h.array();
  }

  private static void superblock(ByteBuffer h, long end) {
    h.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
    // versions of superblock, free space, root group, and shared headers; sizes of offsets, lengths
    h.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0});
    h.putShort((short) 4).putShort((short) 16).putInt(0);
    h.putLong(0).putLong(NOWHERE).putLong(end).putLong(NOWHERE);
    // the root group, whose tree and heap are cached
    h.putLong(0).putLong(ROOT).putInt(1).putInt(0).putLong(TREE).putLong(HEAP);
  }

  private static void group(ByteBuffer h, String name) {
    h.position(ROOT);
    header(h, 1, 24);
    message(h, 0x11, 16);
    h.putLong(TREE).putLong(HEAP);
    h.position(TREE);
    h.put(ascii("TREE")).putShort((short) 0).putShort((short) 1);
    h.putLong(NOWHERE).putLong(NOWHERE);
    h.putLong(0).putLong(TABLE).putLong(8);
    h.position(HEAP);
    h.put(ascii("HEAP")).putInt(0);
    // 40 bytes of names, none of them free
    h.putLong(40).putLong(1).putLong(NAMES);
    h.position(NAMES + 8).put(Arrays.copyOf(ascii(name), 32));
    h.position(TABLE);
    h.put(ascii("SNOD")).put((byte) 1).put((byte) 0).putShort((short) 1);
    h.putLong(8).putLong(DATASET).putInt(0).putInt(0).putLong(0).putLong(0);
  }

  private static void dataset(ByteBuffer h, int count, int[] shape, long bytes) {
    int space = 8 + 8 * (shape.length + 1);
    header(h, 4, 8 + space + 32 + 16 + 32);
    message(h, 0x1, space);
    h.put(new byte[] {1, (byte) (shape.length + 1), 0, 0, 0, 0, 0, 0}).putLong(count);
    for (int size : shape) {
      h.putLong(size);
    }
    message(h, 0x3, 24);
    // a little-endian float with an implied first bit, its sign in bit 15
    h.put(new byte[] {0x11, 0x20, 15, 0}).putInt(2);
    // 16 bits from bit 0; 5 of exponent from bit 10, 10 of mantissa from bit 0; bias
    h.putShort((short) 0).putShort((short) 16).put(new byte[] {10, 5, 0, 10}).putInt(15).putInt(0);
    message(h, 0x5, 8);
    // no fill value is needed: version 2, allocated early, written if set, the default
    h.put(new byte[] {2, 1, 2, 1}).putInt(0);
    message(h, 0x8, 24);
    h.put(new byte[] {3, 1}).putLong(DATA).putLong(bytes).put(new byte[6]);
  }

  /**
   * An object header of version 1.
   *
   * @param size of its messages, their own headers included
   */
  private static void header(ByteBuffer h, int messages, int size) {
    h.put((byte) 1).put((byte) 0).putShort((short) messages).putInt(1).putInt(size).putInt(0);
  }

  private static void message(ByteBuffer h, int type, int size) {
    h.putShort((short) type).putShort((short) size).putInt(0);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
