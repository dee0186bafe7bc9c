package dev.icl.data.sample;

import dev.icl.core.tensor.Shape;
import java.util.Arrays;

/**
 * A box of voxels of a sample.
 *
 * @param low index of its first voxel along each axis
 * @param shape sizes along each axis
 */
public record SampleBox(int[] low, Shape shape) {
  /**
   * Copies the indices.
   *
   * @throws IllegalArgumentException if there are more or fewer of them than sizes
   */
  public SampleBox {
    if (low.length != shape.rank()) {
      throw new IllegalArgumentException("a box of " + shape + " at " + Arrays.toString(low));
    }
    low = low.clone();
  }

  /** A copy of the index of its first voxel along each axis. */
  @Override
  public int[] low() {
    return low.clone();
  }

  /** All of a sample of this shape. */
  public static SampleBox all(Shape sample) {
    return new SampleBox(new int[sample.rank()], sample);
  }

  /**
   * The part of a box that is inside a sample; one voxel at its edge where none is.
   *
   * @param low index of the box's first voxel along each axis; may be outside
   * @param high index behind its last voxel along each axis; may be outside
   * @param sample sizes of the sample
   */
  public static SampleBox within(int[] low, int[] high, Shape sample) {
    int[] first = new int[low.length];
    int[] sizes = new int[low.length];
    for (int axis = 0; axis < low.length; axis++) {
      first[axis] = Math.max(0, Math.min(sample.dim(axis) - 1, low[axis]));
      sizes[axis] = Math.max(1, Math.min(sample.dim(axis), high[axis]) - first[axis]);
    }
    return new SampleBox(first, Shape.of(sizes));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampleBox box && Arrays.equals(low, box.low) && shape.equals(box.shape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + shape.hashCode();
  }

  @Override
  public String toString() {
    return shape + " at " + Arrays.toString(low);
  }
}
