package dev.icl.report.viewer;

import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small scans whose voxels tell where they are. */
public final class Scans {
  private Scans() {}

  /** A scan of 3 columns, 2 rows and 2 slices whose voxels are 100 x + 10 y + z. */
  static Scan numbered() {
    ByteBuffer bytes = ByteBuffer.allocate(2 * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (int z = 0; z < 2; z++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 3; x++) {
          bytes.putShort((short) (100 * x + 10 * y + z));
        }
      }
    }
    return Scan.of(
        Shape.of(3, 2, 2),
        AxisOrder.FIRST_FASTEST,
        Voxels.of(VoxelType.INT16, bytes.flip().order(ByteOrder.LITTLE_ENDIAN)));
  }

  /** The same in the patient, its columns running to the right, its rows to the front. */
  static Scan toRightFrontHead() {
    return numbered().withAffine(Affine.ofRows(0.5, 0, 0, 0, 0, 0.7, 0, 0, 0, 0, 3, 0));
  }

  /**
   * A ball in the middle of a cube, brighter than the noise around it.
   *
   * @param size of every axis
   */
  public static Scan ball(int size) {
    float[] values = new float[size * size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = isInside(i, size, 0.3) ? 200 : 60 + ((long) i * i * 2654435761L >>> 20) % 97;
    }
    return cube(size, Voxels.of(values));
  }

  /**
   * The label map of a ball.
   *
   * @param size of every axis
   * @param radius as a share of the size
   */
  public static Scan label(int size, double radius) {
    byte[] values = new byte[size * size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (isInside(i, size, radius) ? 1 : isInside(i, size, radius + 0.1) ? 2 : 0);
    }
    return cube(size, Voxels.ofLabels(values));
  }

  private static boolean isInside(int place, int size, double radius) {
    double middle = (size - 1) / 2.0;
    double distance =
        Math.hypot(
            Math.hypot(place % size - middle, place / size % size - middle),
            place / (size * size) - middle);
    return distance < radius * size;
  }

  private static Scan cube(int size, Voxels voxels) {
    return Scan.of(Shape.of(size, size, size), AxisOrder.FIRST_FASTEST, voxels)
        .withAffine(Affine.ofSpacing(1, 1, 2));
  }
}
