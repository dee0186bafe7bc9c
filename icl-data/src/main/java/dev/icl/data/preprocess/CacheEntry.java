package dev.icl.data.preprocess;

import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A preprocessed scan as bytes: a checksum of all that follows, the grid as it was, the box it was
 * cropped to, then label map before, image and label map after. The other changes of the grid
 * follow from the preprocessing.
 */
final class CacheEntry {
  /** Changes with the layout and with what preprocessing makes of the same settings. */
  static final String VERSION = "icl-scan-2";

  private static final int HEADER = 512;

  private CacheEntry() {}

  static byte[] toBytes(PreparedScan scan) {
    VoxelGrid grid = scan.grid();
    float[] image = scan.image().floats(ScanPreparation.WORKING);
    Optional<byte[]> before =
        scan.originalLabel().map(l -> l.inOrder(ScanPreparation.WORKING).voxels().toBytes());
    Optional<byte[]> after =
        scan.label().map(l -> l.inOrder(ScanPreparation.WORKING).voxels().toBytes());
    long size =
        HEADER
            + 4L * image.length
            + before.map(b -> (long) b.length).orElse(0L)
            + after.map(b -> (long) b.length).orElse(0L);
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size));
    out.putLong(0);
    out.put((byte) (scan.image().order() == AxisOrder.FIRST_FASTEST ? 1 : 0));
    ints(out, grid.shape().toArray());
    numbers(out, grid.affine().map(Affine::rows));
    numbers(out, grid.spacing());
    Optional<CropBox> box = box(scan.changes());
    out.put((byte) (box.isPresent() ? 1 : 0));
    box.ifPresent(b -> ints(out, b.low()));
    box.ifPresent(b -> ints(out, b.shape().toArray()));
    labels(out, before);
    labels(out, after);
    out.putInt(image.length);
    for (float value : image) {
      out.putFloat(value);
    }
    byte[] bytes = new byte[out.position()];
    out.putLong(0, checksum(out.array(), out.position()));
    out.get(0, bytes);
    return bytes;
  }

  /** The scan; empty if the bytes are not what was written. */
  static Optional<PreparedScan> of(byte[] bytes, ScanPreparation preparation) {
    if (bytes.length < 8 || ByteBuffer.wrap(bytes).getLong(0) != checksum(bytes, bytes.length)) {
      return Optional.empty();
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes).position(8);
      AxisOrder order = in.get() == 1 ? AxisOrder.FIRST_FASTEST : AxisOrder.LAST_FASTEST;
      Shape shape = Shape.of(ints(in));
      Optional<Affine> affine = numbers(in, 12).map(Affine::ofRows);
      VoxelGrid grid = new VoxelGrid(shape, affine, numbers(in, 3));
      Optional<CropBox> box =
          in.get() == 1 ? Optional.of(new CropBox(ints(in), Shape.of(ints(in)))) : Optional.empty();
      if (box.isPresent() != preparation.crops()) {
        return Optional.empty();
      }
      Optional<byte[]> before = labels(in);
      Optional<byte[]> after = labels(in);
      float[] image = new float[Math.min(in.getInt(), in.remaining() / 4)];
      in.asFloatBuffer().get(image);
      List<GridChange> changes = preparation.changes(grid, box);
      return Optional.of(new PreparedScan(grid, order, before, image, after, changes));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // The checksum is right, so another version of this class wrote it.
      return Optional.empty();
    }
  }

  private static Optional<CropBox> box(List<GridChange> changes) {
    return changes.stream()
        .filter(Cropping.class::isInstance)
        .map(change -> ((Cropping) change).box())
        .findFirst();
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 8, length - 8);
    // Never 0, which is what a file of nothing but zeros begins with.
    return crc.getValue() + 1 + ((long) length << 32);
  }

  private static void ints(ByteBuffer out, int[] values) {
    for (int value : values) {
      out.putInt(value);
    }
  }

  private static int[] ints(ByteBuffer in) {
    return new int[] {in.getInt(), in.getInt(), in.getInt()};
  }

  private static void numbers(ByteBuffer out, Optional<double[]> values) {
    out.put((byte) (values.isPresent() ? 1 : 0));
    for (double value : values.orElse(new double[0])) {
      out.putDouble(value);
    }
  }

  private static Optional<double[]> numbers(ByteBuffer in, int count) {
    if (in.get() == 0) {
      return Optional.empty();
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.getDouble();
    }
    return Optional.of(values);
  }

  private static void labels(ByteBuffer out, Optional<byte[]> labels) {
    out.putInt(labels.map(l -> l.length).orElse(-1));
    labels.ifPresent(out::put);
  }

  private static Optional<byte[]> labels(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0) {
      return Optional.empty();
    }
    byte[] labels = new byte[Math.min(count, in.remaining())];
    in.get(labels);
    return Optional.of(labels);
  }
}
