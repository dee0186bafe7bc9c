package dev.icl.data.sample;

import java.util.Arrays;

/**
 * A box of voxels of a sample.
 *
 * @param low index of its first voxel along each axis
 * @param sizes along each axis
 */
public record SampleBox(int[] low, int[] sizes) {
  /** All of a sample. */
  public static SampleBox all(int[] sizes) {
    return new SampleBox(new int[sizes.length], sizes.clone());
  }

  /**
   * The part of a box that is inside a sample; one voxel at its edge where none is.
   *
   * @param low index of the box's first voxel along each axis; may be outside
   * @param high index behind its last voxel along each axis; may be outside
   * @param sample sizes of the sample
   */
  public static SampleBox within(int[] low, int[] high, int[] sample) {
    int[] first = new int[low.length];
    int[] sizes = new int[low.length];
    for (int axis = 0; axis < low.length; axis++) {
      first[axis] = Math.max(0, Math.min(sample[axis] - 1, low[axis]));
      sizes[axis] = Math.max(1, Math.min(sample[axis], high[axis]) - first[axis]);
    }
    return new SampleBox(first, sizes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampleBox box
        && Arrays.equals(low, box.low)
        && Arrays.equals(sizes, box.sizes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes) + " at " + Arrays.toString(low);
  }
}
