package dev.icl.data.preprocess;

import dev.icl.core.tensor.Shape;
import java.util.Arrays;

/**
 * A box of voxels.
 *
 * @param low first index along each axis
 * @param shape sizes along each axis
 */
public record CropBox(int[] low, Shape shape) {
  private static final int AXES = 3;

  /**
   * Copies the indices.
   *
   * @throws IllegalArgumentException if there are more or fewer of them than sizes
   */
  public CropBox {
    if (low.length != shape.rank()) {
      throw new IllegalArgumentException("a box of " + shape + " at " + Arrays.toString(low));
    }
    low = low.clone();
  }

  /** A copy of the first index along each axis. */
  @Override
  public int[] low() {
    return low.clone();
  }

  /**
   * The box around the foreground of all channels; everything if there is none.
   *
   * @param all sizes of the three axes of every channel, the fastest first
   * @param channels of an image; each has a threshold of its own
   * @param crop what is foreground
   * @param margin voxels left around it, as far as there are any
   * @throws IllegalArgumentException if there are not three axes, or a channel is of another size
   */
  public static CropBox around(Shape all, Iterable<float[]> channels, Crop crop, int margin) {
    if (all.rank() != AXES) {
      throw new IllegalArgumentException("a box of three axes in " + all);
    }
    int[] low = all.toArray();
    int[] high = {-1, -1, -1};
    for (float[] image : channels) {
      if (image.length != all.numel()) {
        throw new IllegalArgumentException(image.length + " voxels in " + all);
      }
      widen(low, high, all, image, crop);
    }
    if (high[0] < 0) {
      return new CropBox(new int[AXES], all);
    }
    int[] sizes = new int[AXES];
    for (int axis = 0; axis < AXES; axis++) {
      int end = (int) Math.min(all.dim(axis), high[axis] + 1L + margin);
      low[axis] = Math.max(0, low[axis] - margin);
      sizes[axis] = end - low[axis];
    }
    return new CropBox(low, Shape.of(sizes));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CropBox box && Arrays.equals(low, box.low) && shape.equals(box.shape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + shape.hashCode();
  }

  @Override
  public String toString() {
    return shape + " at " + Arrays.toString(low);
  }

  /** Takes the foreground of a channel into the box from {@code low} to {@code high}. */
  private static void widen(int[] low, int[] high, Shape all, float[] image, Crop crop) {
    double threshold = crop == Crop.OTSU ? Intensities.otsu(image) : Double.NaN;
    int[] sizes = all.toArray();
    int at = 0;
    for (int k = 0; k < sizes[2]; k++) {
      for (int j = 0; j < sizes[1]; j++) {
        for (int i = 0; i < sizes[0]; i++, at++) {
          if (crop == Crop.OTSU ? image[at] > threshold : image[at] != 0) {
            low[0] = Math.min(low[0], i);
            low[1] = Math.min(low[1], j);
            low[2] = Math.min(low[2], k);
            high[0] = Math.max(high[0], i);
            high[1] = Math.max(high[1], j);
            high[2] = Math.max(high[2], k);
          }
        }
      }
    }
  }
}
