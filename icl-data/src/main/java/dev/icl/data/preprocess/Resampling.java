package dev.icl.data.preprocess;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import java.util.List;

/**
 * Another distance between voxels. Both grids have the same centre, and the new one as many voxels
 * as fill the old one's extent, rounded; what lies beyond the outermost voxels takes their values.
 * Images are interpolated linearly along one axis after the other (no filter goes before: a much
 * coarser grid samples), label maps take the nearest voxel.
 */
final class Resampling implements GridChange {
  private final VoxelGrid from;
  private final VoxelGrid to;

  private Resampling(VoxelGrid from, VoxelGrid to) {
    this.from = from;
    this.to = to;
  }

  /**
   * @param wanted mm between voxels along each axis, 0 to leave an axis
   * @throws UserException if the grid's own spacing is not known, or the new one has too many
   *     voxels
   */
  static Resampling of(VoxelGrid grid, List<Double> wanted) {
    double[] spacing =
        grid.spacing()
            .orElseThrow(
                () ->
                    new UserException(
                        "data.preprocess.spacing is %s, but the file does not tell the distance of its voxels: leave the key out, or convert the scan to NIfTI with a spacing."
                            .formatted(wanted)));
    int[] sizes = new int[3];
    double[] steps = new double[3];
    double[] first = new double[3];
    long count = 1;
    for (int axis = 0; axis < 3; axis++) {
      double goal = wanted.get(axis) == 0 ? spacing[axis] : wanted.get(axis);
      steps[axis] = goal / spacing[axis];
      double size = Math.max(1, Math.rint(grid.shape().dim(axis) / steps[axis]));
      count = size > Integer.MAX_VALUE ? Long.MAX_VALUE : satisfying(count, (long) size);
      sizes[axis] = (int) size;
      first[axis] = (grid.shape().dim(axis) - 1) / 2.0 - (sizes[axis] - 1) / 2.0 * steps[axis];
    }
    if (count > Integer.MAX_VALUE - 8) {
      throw new UserException(
          "data.preprocess.spacing %s makes more than 2147483639 voxels of a scan of %dx%dx%d at %s mm: choose a coarser one."
              .formatted(
                  wanted,
                  grid.shape().dim(0),
                  grid.shape().dim(1),
                  grid.shape().dim(2),
                  List.of(spacing[0], spacing[1], spacing[2])));
    }
    return new Resampling(grid, grid.stretched(Shape.of(sizes), first, steps));
  }

  /** A product that stays at the largest number instead of overflowing. */
  private static long satisfying(long count, long size) {
    return count > Integer.MAX_VALUE ? Long.MAX_VALUE : count * size;
  }

  @Override
  public VoxelGrid to() {
    return to;
  }

  @Override
  public float[] image(float[] values) {
    return linear(values, from, to);
  }

  private static float[] linear(float[] values, VoxelGrid source, VoxelGrid target) {
    float[] out = values;
    for (int axis = 0; axis < 3; axis++) {
      if (source.shape().dim(axis) != target.shape().dim(axis) || step(source, target, axis) != 1) {
        out = interpolated(out, source, target, axis);
      }
    }
    return out == values ? values.clone() : out;
  }

  /** Linear interpolation along an axis, those before it being on the target grid already. */
  private static float[] interpolated(
      float[] values, VoxelGrid source, VoxelGrid target, int axis) {
    int inner = 1;
    int outer = 1;
    for (int other = 0; other < 3; other++) {
      inner *= other < axis ? target.shape().dim(other) : 1;
      outer *= other > axis ? source.shape().dim(other) : 1;
    }
    int before = source.shape().dim(axis);
    int after = target.shape().dim(axis);
    float[] out = new float[Math.multiplyExact(Math.multiplyExact(inner, outer), after)];
    for (int n = 0; n < after; n++) {
      double position = clamp(position(source, target, axis, n), before);
      int low = (int) Math.min(position, Math.max(0, before - 2));
      int high = Math.min(low + 1, before - 1);
      double weight = position - low;
      for (int o = 0; o < outer; o++) {
        int a = (o * before + low) * inner;
        int b = (o * before + high) * inner;
        int at = (o * after + n) * inner;
        for (int i = 0; i < inner; i++) {
          double left = values[a + i];
          out[at + i] = (float) (left + weight * (values[b + i] - left));
        }
      }
    }
    return out;
  }

  @Override
  public byte[] label(byte[] values) {
    return nearest(values, from, to);
  }

  @Override
  public byte[] restore(byte[] values) {
    return nearest(values, to, from);
  }

  @Override
  public float[] restore(float[] values, float outside) {
    return linear(values, to, from);
  }

  private static byte[] nearest(byte[] values, VoxelGrid source, VoxelGrid target) {
    int[][] places = new int[3][];
    for (int axis = 0; axis < 3; axis++) {
      int size = source.shape().dim(axis);
      places[axis] = new int[target.shape().dim(axis)];
      for (int n = 0; n < places[axis].length; n++) {
        double position = clamp(position(source, target, axis, n), size);
        places[axis][n] = (int) Math.floor(position + 0.5) * source.stride(axis);
      }
    }
    byte[] out = new byte[target.count()];
    int at = 0;
    for (int k : places[2]) {
      for (int j : places[1]) {
        for (int i : places[0]) {
          out[at++] = values[i + j + k];
        }
      }
    }
    return out;
  }

  /** The position of voxel {@code n} of the target along an axis of the source, in voxels. */
  private static double position(VoxelGrid source, VoxelGrid target, int axis, int n) {
    return (source.shape().dim(axis) - 1) / 2.0
        + (n - (target.shape().dim(axis) - 1) / 2.0) * step(source, target, axis);
  }

  private static double step(VoxelGrid source, VoxelGrid target, int axis) {
    return target.spacing().orElseThrow()[axis] / source.spacing().orElseThrow()[axis];
  }

  private static double clamp(double position, int size) {
    return Math.min(size - 1.0, Math.max(0, position));
  }
}
