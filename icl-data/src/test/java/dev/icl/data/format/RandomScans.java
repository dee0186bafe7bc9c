package dev.icl.data.format;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.rng.UniformRandomProvider;

/** Scans of every kind, drawn for tests. */
final class RandomScans {
  private RandomScans() {}

  /**
   * A scan of 3 or 4 short axes with random bits as numbers (finite ones, if floats), in a random
   * byte order, on an oblique grid.
   */
  static Scan draw(RandomKey key, VoxelType type) {
    UniformRandomProvider random = key.generator();
    int[] shape = new int[3 + random.nextInt(2)];
    int count = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = 1 + random.nextInt(7);
      count *= shape[axis];
    }
    AxisOrder order = AxisOrder.values()[random.nextInt(2)];
    Scan scan =
        Scan.of(Shape.of(shape), order, voxels(random, type, count)).withAffine(affine(random));
    double[] spacing = scan.spacing().orElseThrow();
    if (spacing.length > 3) {
      spacing[3] = 0.5;
    }
    return scan.withSpacing(spacing);
  }

  private static Voxels voxels(UniformRandomProvider random, VoxelType type, int count) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer bytes = ByteBuffer.allocate(count * type.bytes()).order(order);
    random.nextBytes(bytes.array());
    for (int i = 0; i < count; i++) {
      if (type == VoxelType.FLOAT32 && !Float.isFinite(bytes.getFloat(4 * i))) {
        bytes.putFloat(4 * i, -0.5f);
      } else if (type == VoxelType.FLOAT64 && !Double.isFinite(bytes.getDouble(8 * i))) {
        bytes.putDouble(8 * i, -0.5);
      }
    }
    return Voxels.of(type, bytes);
  }

  /** A rotation about a random axis times a random spacing, mirrored every other time. */
  private static Affine affine(UniformRandomProvider random) {
    double[] q = new double[4];
    double norm = 0;
    for (int i = 0; i < 4; i++) {
      q[i] = random.nextDouble(-1, 1);
      norm += q[i] * q[i];
    }
    double s = 2 / norm;
    double a = q[0];
    double b = q[1];
    double c = q[2];
    double d = q[3];
    double x = random.nextDouble(0.1, 9);
    double y = random.nextDouble(0.1, 9);
    double z = random.nextDouble(0.1, 9) * (random.nextBoolean() ? 1 : -1);
    return Affine.ofRows(
        (1 - s * (c * c + d * d)) * x,
        s * (b * c - a * d) * y,
        s * (b * d + a * c) * z,
        random.nextDouble(-200, 200),
        s * (b * c + a * d) * x,
        (1 - s * (b * b + d * d)) * y,
        s * (c * d - a * b) * z,
        random.nextDouble(-200, 200),
        s * (b * d - a * c) * x,
        s * (c * d + a * b) * y,
        (1 - s * (b * b + c * c)) * z,
        random.nextDouble(-200, 200));
  }
}
