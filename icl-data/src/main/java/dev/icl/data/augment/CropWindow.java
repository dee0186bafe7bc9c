package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A part of a sample of any rank; what of it lies outside the sample is 0.
 *
 * @param low index of the part's first voxel along each axis; may be negative
 * @param shape sizes of the part
 */
public record CropWindow(List<Integer> low, Shape shape) {
  /**
   * @throws IllegalArgumentException if a size is less than 1 or there are more or fewer of them
   *     than of {@code low}
   */
  public CropWindow {
    low = List.copyOf(low);
    if (low.size() != shape.rank() || shape.numel() == 0) {
      throw new IllegalArgumentException("a crop at " + low + " of " + shape);
    }
  }

  /**
   * A window anywhere in a sample.
   *
   * @param sample shape of the sample
   * @param window shape of the window
   * @param rule the places it may have
   * @param key of the sample; it alone decides the position
   */
  public static CropWindow draw(Shape sample, Shape window, CropRule rule, RandomKey key) {
    UniformRandomProvider random = key.generator();
    Integer[] low = new Integer[window.rank()];
    for (int axis = 0; axis < low.length; axis++) {
      low[axis] =
          random.nextInt(rule.places(sample, window, axis)) + rule.first(sample, window, axis);
    }
    return new CropWindow(Arrays.asList(low), window);
  }

  /**
   * A window with a voxel in its middle, or as near to it as the rule allows.
   *
   * @param sample shape of the sample
   * @param window shape of the window
   * @param rule the places it may have
   * @param centre index of the voxel along each axis
   */
  public static CropWindow around(Shape sample, Shape window, CropRule rule, int[] centre) {
    Integer[] low = new Integer[window.rank()];
    for (int axis = 0; axis < low.length; axis++) {
      int first = rule.first(sample, window, axis);
      int last = rule.last(sample, window, axis);
      low[axis] = Math.max(first, Math.min(last, centre[axis] - window.dim(axis) / 2));
    }
    return new CropWindow(Arrays.asList(low), window);
  }

  /** The part. */
  public Sample apply(Sample sample) {
    Shape from = sample.shape();
    int voxels = COrder.count(shape);
    float[] image = new float[Math.multiplyExact(sample.channels(), voxels)];
    for (int c = 0; c < sample.channels(); c++) {
      int inFirst = c * voxels;
      int outFirst = c * sample.voxels();
      rows(
          from,
          (inside, outside, n) ->
              System.arraycopy(sample.image(), outFirst + outside, image, inFirst + inside, n));
    }
    return sample.moved(
        shape,
        image,
        sample
            .label()
            .map(
                label -> {
                  byte[] out = new byte[voxels];
                  rows(
                      from,
                      (inside, outside, n) -> System.arraycopy(label, outside, out, inside, n));
                  return out;
                }));
  }

  /**
   * A label map of the part, at its place in a sample that is 0 elsewhere.
   *
   * @param part class of each voxel of the part in C order
   * @param sample shape of the sample
   */
  public byte[] undo(byte[] part, Shape sample) {
    byte[] out = new byte[COrder.count(sample)];
    rows(sample, (inside, outside, n) -> System.arraycopy(part, inside, out, outside, n));
    return out;
  }

  private interface Row {
    void at(int inside, int outside, int count);
  }

  /** The stretches along the last axis that are in both. */
  private void rows(Shape whole, Row row) {
    int rank = whole.rank();
    int[] sample = whole.toArray();
    int[] window = shape.toArray();
    int[] insideSteps = COrder.strides(shape);
    int[] outsideSteps = COrder.strides(whole);
    int last = rank - 1;
    int from = Math.max(0, -low.get(last));
    int to = Math.min(window[last], sample[last] - low.get(last));
    int[] index = new int[rank];
    int lines = COrder.count(shape) / window[last];
    for (int line = 0; line < lines && to > from; line++) {
      int inside = from;
      int outside = low.get(last) + from;
      boolean there = true;
      for (int axis = 0; axis < last; axis++) {
        int place = low.get(axis) + index[axis];
        there &= place >= 0 && place < sample[axis];
        inside += index[axis] * insideSteps[axis];
        outside += place * outsideSteps[axis];
      }
      if (there) {
        row.at(inside, outside, to - from);
      }
      for (int axis = last - 1; axis >= 0 && ++index[axis] == window[axis]; axis--) {
        index[axis] = 0;
      }
    }
  }
}
