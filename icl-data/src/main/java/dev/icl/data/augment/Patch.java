package dev.icl.data.augment;

import java.util.Arrays;
import java.util.Optional;

/**
 * A training sample of any rank: an image and, where it is known, the class of each of its voxels.
 * Arrays are shared, not copied: readers must not write to them.
 *
 * @param sizes of the axes, slowest first
 * @param image intensities in C order
 * @param label class of each voxel as an unsigned byte in C order; empty for an unlabelled sample
 */
public record Patch(int[] sizes, float[] image, Optional<byte[]> label) {
  /**
   * @throws IllegalArgumentException if an array is not of that size
   */
  public Patch {
    int count = count(sizes);
    if (image.length != count || label.filter(l -> l.length != count).isPresent()) {
      throw new IllegalArgumentException(
          image.length + " voxels for a patch of " + Arrays.toString(sizes));
    }
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** The same with other intensities. */
  Patch withImage(float[] values) {
    return new Patch(sizes, values, label);
  }

  static int count(int[] sizes) {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  /** The distance between neighbours along each axis in C order. */
  static int[] strides(int[] sizes) {
    int[] strides = new int[sizes.length];
    int step = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= sizes[axis];
    }
    return strides;
  }
}
