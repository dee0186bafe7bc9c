package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An elastic deformation: every voxel takes its value from a place that is displaced by a smooth
 * random field. Images are interpolated linearly, label maps take the nearest voxel; places outside
 * take the value of the nearest edge. The displacement stays so far below the distance of the
 * field's control points that space is never folded.
 *
 * @param probability that a sample is deformed
 * @param intervals of the control grid along each axis
 * @param displacement the largest along an axis, as a share of the distance of control points,
 *     below 0.4
 */
record Elastic(double probability, int intervals, double displacement)
    implements SampleAugmentation {
  /** Beyond it cubic B-splines can fold three-dimensional space (Choi and Lee 2000). */
  private static final double FOLDING = 0.4;

  Elastic {
    if (!(displacement >= 0 && displacement < FOLDING) || intervals < 1) {
      throw new IllegalArgumentException(displacement + " of an interval, of " + intervals);
    }
  }

  @Override
  public Sample apply(Sample sample, RandomKey key) {
    UniformRandomProvider random = key.generator();
    if (random.nextDouble() >= probability) {
      return sample;
    }
    Shape shape = sample.shape();
    float[][] shift = new float[shape.rank()][];
    for (int axis = 0; axis < shift.length; axis++) {
      double largest = displacement * shape.dim(axis) / intervals;
      shift[axis] = SmoothField.draw(shape, intervals, largest, random);
    }
    return deformed(sample, shift);
  }

  private static Sample deformed(Sample sample, float[][] shift) {
    Shape shape = sample.shape();
    int[] sizes = shape.toArray();
    int[] strides = COrder.strides(shape);
    int rank = sizes.length;
    int voxels = sample.voxels();
    float[] image = new float[sample.image().length];
    byte[] source = sample.label().orElse(new byte[0]);
    byte[] label = new byte[source.length];
    int[] index = new int[rank];
    double[] weight = new double[rank];
    int[] step = new int[rank];
    for (int at = 0; at < voxels; at++) {
      int low = 0;
      int nearest = 0;
      for (int axis = 0; axis < rank; axis++) {
        double place = Math.min(sizes[axis] - 1.0, Math.max(0, index[axis] + shift[axis][at]));
        int floor = (int) place;
        weight[axis] = place - floor;
        step[axis] = floor < sizes[axis] - 1 ? strides[axis] : 0;
        low += floor * strides[axis];
        nearest += ((int) (place + 0.5)) * strides[axis];
      }
      for (int first = 0; first < image.length; first += voxels) {
        image[first + at] = (float) interpolated(sample.image(), first + low, weight, step);
      }
      if (label.length > 0) {
        label[at] = source[nearest];
      }
      for (int axis = rank - 1; axis >= 0 && ++index[axis] == sizes[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return sample.moved(
        shape, image, sample.label().isPresent() ? Optional.of(label) : sample.label());
  }

  private static double interpolated(float[] image, int low, double[] weight, int[] step) {
    double sum = 0;
    for (int corner = 0; corner < 1 << weight.length; corner++) {
      double share = 1;
      int place = low;
      for (int axis = 0; axis < weight.length; axis++) {
        boolean upper = (corner >> axis & 1) == 1;
        share *= upper ? weight[axis] : 1 - weight[axis];
        place += upper ? step[axis] : 0;
      }
      sum += share * image[place];
    }
    return sum;
  }
}
