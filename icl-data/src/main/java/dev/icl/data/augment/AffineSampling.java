package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleBox;
import dev.icl.data.sample.SamplePart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The voxels of an image at places of a sample that are an affine function of their index: linear
 * interpolation of intensities, the nearest label, 0 outside the sample. Exact where a place is
 * that of a voxel.
 */
public final class AffineSampling {
  private final Shape patch;
  private final double[] origin;
  private final double[][] steps;

  /**
   * @param patch shape of the image
   * @param origin place of its first voxel along each axis of the sample
   * @param steps for each axis of the image the way to the next voxel along the axes of the sample
   */
  private AffineSampling(Shape patch, double[] origin, double[][] steps) {
    this.patch = patch;
    this.origin = origin;
    this.steps = steps;
  }

  /**
   * The image around a place of a sample.
   *
   * @param matrix from distances to the image's centre to distances in the sample; its columns are
   *     the image's axes
   * @param patch shape of the image
   * @param centre place of the image's centre along each axis of the sample, in voxels
   */
  static AffineSampling around(double[][] matrix, Shape patch, double[] centre) {
    int rank = patch.rank();
    double[] origin = new double[rank];
    double[][] steps = new double[rank][rank];
    for (int to = 0; to < rank; to++) {
      double place = centre[to];
      for (int axis = 0; axis < rank; axis++) {
        steps[axis][to] = matrix[to][axis];
        place -= matrix[to][axis] * (patch.dim(axis) - 1) / 2.0;
      }
      origin[to] = place;
    }
    return new AffineSampling(patch, origin, steps);
  }

  /**
   * An image in the middle of a sample that has its shape.
   *
   * @param matrix from distances to the image's centre to distances in the sample
   * @param patch shape of both
   */
  public static AffineSampling of(double[][] matrix, Shape patch) {
    double[] centre =
        Arrays.stream(patch.toArray()).mapToDouble(size -> (size - 1) / 2.0).toArray();
    return around(matrix, patch, centre);
  }

  /**
   * An image in the middle of a window of a moved sample.
   *
   * @param matrix from distances to the image's centre to distances in the moved sample
   * @param window of the moved sample; the image has its shape
   * @param symmetry that moved the sample
   * @param sample shape of the sample before
   */
  public static AffineSampling of(
      double[][] matrix, CropWindow window, AxisSymmetry symmetry, Shape sample) {
    int rank = sample.rank();
    double[] centre = new double[rank];
    for (int axis = 0; axis < rank; axis++) {
      centre[axis] = window.low().get(axis) + (window.shape().dim(axis) - 1) / 2.0;
    }
    AffineSampling moved = around(matrix, window.shape(), centre);
    double[] origin = symmetry.before(sample, moved.origin);
    double[][] steps = new double[rank][rank];
    for (int axis = 0; axis < rank; axis++) {
      double[] next = moved.origin.clone();
      for (int to = 0; to < rank; to++) {
        next[to] += moved.steps[axis][to];
      }
      steps[axis] = symmetry.before(sample, next);
      for (int to = 0; to < rank; to++) {
        steps[axis][to] -= origin[to];
      }
    }
    return new AffineSampling(window.shape(), origin, steps);
  }

  /**
   * The voxels of the sample that the image depends on.
   *
   * @param sample shape of the sample
   */
  public SampleBox box(Shape sample) {
    int rank = sample.rank();
    int[] low = new int[rank];
    int[] high = new int[rank];
    for (int to = 0; to < rank; to++) {
      double least = origin[to];
      double most = origin[to];
      for (int axis = 0; axis < rank; axis++) {
        double way = steps[axis][to] * (patch.dim(axis) - 1);
        least += Math.min(0, way);
        most += Math.max(0, way);
      }
      low[to] = (int) Math.floor(least) - 1;
      high[to] = (int) Math.floor(most) + 3;
    }
    return SampleBox.within(low, high, sample);
  }

  /**
   * The image.
   *
   * @param part of the sample that holds {@link #box}
   * @param withLabel whether it is to have a label map; the sample must have one then
   */
  public Sample apply(SamplePart part, boolean withLabel) {
    Sample sample = part.sample();
    int voxels = COrder.count(patch);
    float[] image = new float[Math.multiplyExact(sample.channels(), voxels)];
    byte[] label = withLabel ? new byte[voxels] : new byte[0];
    Line line = new Line(sample, image, label, steps[patch.rank() - 1]);
    int[] sizes = patch.toArray();
    int[] low = part.box().low();
    int last = sizes.length - 1;
    int[] index = new int[sizes.length];
    double[] start = new double[sizes.length];
    for (int at = 0; at < voxels; at += sizes[last]) {
      for (int to = 0; to < start.length; to++) {
        double place = origin[to] - low[to];
        for (int axis = 0; axis < last; axis++) {
          place += index[axis] * steps[axis][to];
        }
        start[to] = place;
      }
      line.fill(start, at, sizes[last]);
      for (int axis = last - 1; axis >= 0 && ++index[axis] == sizes[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return sample.moved(patch, image, withLabel ? Optional.of(label) : Optional.empty());
  }

  /** One line of the image along its fastest axis, and what is reused from line to line. */
  private static final class Line {
    private final float[] values;
    private final byte[] labels;
    private final int voxels;
    private final int[] sizes;
    private final int[] strides;
    private final float[] image;
    private final byte[] label;
    private final double[] step;
    private final int rank;
    private final int[] corners;
    private final int[] floor;
    private final float[] weight;
    private final float[] corner;

    Line(Sample sample, float[] image, byte[] label, double[] step) {
      this.values = sample.image();
      this.labels = label.length > 0 ? sample.label().orElseThrow() : label;
      this.voxels = sample.voxels();
      this.sizes = sample.shape().toArray();
      this.strides = COrder.strides(sample.shape());
      this.image = image;
      this.label = label;
      this.step = step;
      this.rank = sizes.length;
      this.corners = new int[1 << rank];
      this.floor = new int[rank];
      this.weight = new float[rank];
      this.corner = new float[corners.length];
      for (int c = 0; c < corners.length; c++) {
        for (int axis = 0; axis < rank; axis++) {
          corners[c] += upper(c, axis) * strides[axis];
        }
      }
    }

    /** The first axis has the highest bit, so that the last is interpolated first. */
    private int upper(int c, int axis) {
      return c >> (rank - 1 - axis) & 1;
    }

    void fill(double[] start, int at, int count) {
      int imageVoxels = image.length / (values.length / voxels);
      for (int i = 0; i < count; i++) {
        int base = 0;
        int nearest = 0;
        boolean inside = true;
        boolean near = true;
        for (int axis = 0; axis < rank; axis++) {
          double place = start[axis] + i * step[axis];
          int below = (int) Math.floor(place);
          floor[axis] = below;
          weight[axis] = (float) (place - below);
          inside &= below >= 0 && below < sizes[axis] - 1;
          base += below * strides[axis];
          int closest = (int) Math.floor(place + 0.5);
          near &= closest >= 0 && closest < sizes[axis];
          nearest += closest * strides[axis];
        }
        for (int from = base, to = at + i; to < image.length; from += voxels, to += imageVoxels) {
          if (inside) {
            for (int c = 0; c < corner.length; c++) {
              corner[c] = values[from + corners[c]];
            }
          } else {
            edge(from);
          }
          image[to] = interpolated();
        }
        if (label.length > 0) {
          label[at + i] = near ? labels[nearest] : 0;
        }
      }
    }

    /** Corners of which some are outside the sample, and 0. */
    private void edge(int from) {
      for (int c = 0; c < corner.length; c++) {
        boolean there = true;
        for (int axis = 0; axis < rank; axis++) {
          int place = floor[axis] + upper(c, axis);
          there &= place >= 0 && place < sizes[axis];
        }
        corner[c] = there ? values[from + corners[c]] : 0;
      }
    }

    private float interpolated() {
      int count = corner.length;
      for (int axis = rank - 1; axis >= 0; axis--) {
        count /= 2;
        for (int c = 0; c < count; c++) {
          corner[c] = corner[2 * c] + weight[axis] * (corner[2 * c + 1] - corner[2 * c]);
        }
      }
      return corner[0];
    }
  }

  @Override
  public String toString() {
    List<String> way = Arrays.stream(steps).map(Arrays::toString).toList();
    return "from " + Arrays.toString(origin) + " by " + way;
  }
}
