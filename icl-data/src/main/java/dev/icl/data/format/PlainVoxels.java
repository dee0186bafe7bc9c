package dev.icl.data.format;

import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/**
 * Voxels as formats without a scale hold them: the first axis fastest, little-endian. Scaled ones
 * become int16, int32 or float64, the first of these that holds every value exactly.
 */
public final class PlainVoxels {
  private static final int CHUNK = 1 << 16;

  private PlainVoxels() {}

  /**
   * Sizes with channels as the axis behind three of places, as NIfTI has them.
   *
   * @param places sizes of the axes without channels
   * @param channels the number of channels; a single one takes no axis
   */
  public static long[] channelsLast(long[] places, int channels) {
    if (channels == 1) {
      return places;
    }
    int spatial = Math.max(3, places.length);
    long[] sizes = Arrays.copyOf(places, spatial + 1);
    Arrays.fill(sizes, places.length, spatial, 1);
    sizes[spatial] = channels;
    return sizes;
  }

  /** The voxels of a scan, unscaled. */
  public static Voxels of(Scan scan) {
    Voxels voxels = scan.inOrder(AxisOrder.FIRST_FASTEST).voxels();
    return (voxels.unscaled() ? voxels : unscaled(voxels)).in(ByteOrder.LITTLE_ENDIAN);
  }

  private static Voxels unscaled(Voxels voxels) {
    boolean whole = true;
    double least = 0;
    double most = 0;
    for (int i = 0; whole && i < voxels.size(); i++) {
      double value = voxels.at(i);
      whole = value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (!whole) {
      return converted(voxels, VoxelType.FLOAT64);
    }
    boolean narrow = least >= Short.MIN_VALUE && most <= Short.MAX_VALUE;
    return converted(voxels, narrow ? VoxelType.INT16 : VoxelType.INT32);
  }

  private static Voxels converted(Voxels voxels, VoxelType type) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(voxels.size(), type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < voxels.size(); i++) {
      switch (type) {
        case INT16 -> out.putShort((short) voxels.at(i));
        case INT32 -> out.putInt((int) voxels.at(i));
        default -> out.putDouble(voxels.at(i));
      }
    }
    return Voxels.of(type, out.flip());
  }

  /** Writes the bytes of voxels. */
  public static void write(OutputStream out, Voxels voxels) throws IOException {
    ByteBuffer bytes = voxels.bytes();
    WritableByteChannel channel = Channels.newChannel(out);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Writes the values of class maps, one map after the other, in single precision.
   *
   * @param out receives them
   * @param first the first of the maps, which need not be made again
   * @param maps all of them
   */
  public static void write(OutputStream out, Scan first, ClassMaps maps) throws IOException {
    ByteBuffer some = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int place = 0; place < maps.classes(); place++) {
      Scan map = place == 0 ? first : maps.of(place);
      Voxels voxels = map.inOrder(AxisOrder.FIRST_FASTEST).voxels();
      for (int i = 0; i < voxels.size(); i++) {
        if (!some.hasRemaining()) {
          out.write(some.array());
          some.clear();
        }
        some.putFloat((float) voxels.at(i));
      }
    }
    out.write(some.array(), 0, some.position());
  }
}
