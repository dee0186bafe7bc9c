package dev.icl.modules.inference;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The segmentation of images or volumes of any size with a function of patches: overlapping windows
 * over the whole of it, the scores of which are added up, then the class of the highest sum. What
 * is smaller than a window is padded with zeros on both sides, as the authors' {@code
 * test_single_case_base} does.
 *
 * <p>Sums are kept for one window's extent of the first axis only, so that memory does not grow
 * with the number of slices. Results do not depend on how many windows go into a batch.
 */
public final class SlidingWindow {
  private final int[] patch;
  private final double overlap;
  private final Blend blend;
  private final int batch;

  /**
   * @param patch sizes of a window, one a spatial axis
   * @param overlap of neighbouring windows as a share of their size, at least 0 and below 1
   * @param blend how much each place of a window counts
   * @param batch how many windows are scored at once, at least 1
   * @throws IllegalArgumentException if a value is out of range
   */
  public SlidingWindow(List<Integer> patch, double overlap, Blend blend, int batch) {
    if (!(overlap >= 0 && overlap < 1) || batch < 1 || patch.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(patch + ", " + overlap + ", " + batch);
    }
    this.patch = patch.stream().mapToInt(i -> i).toArray();
    this.overlap = overlap;
    this.blend = blend;
    this.batch = batch;
  }

  /**
   * The class of every pixel or voxel.
   *
   * @param image {@code [channels, spatial]} in C order
   * @param channels how many
   * @param spatial sizes of the spatial axes
   * @param scores of patches of the window's size; any number at once
   * @return unsigned bytes, {@code spatial} in C order
   * @throws IllegalArgumentException if the image is not of that size or has another rank than the
   *     window
   */
  public byte[] labels(float[] image, int channels, int[] spatial, PatchScores scores) {
    long voxels = Arrays.stream(spatial).asLongStream().reduce(1, Math::multiplyExact);
    if (spatial.length != patch.length || image.length != channels * voxels) {
      throw new IllegalArgumentException(
          image.length
              + " values for "
              + channels
              + " channels of "
              + Arrays.toString(spatial)
              + " in windows of "
              + Arrays.toString(patch));
    }
    Sums sums = new Sums(spatial);
    List<int[]> windows = windows(spatial);
    for (int first = 0; first < windows.size(); first += batch) {
      List<int[]> some = windows.subList(first, Math.min(first + batch, windows.size()));
      HostTensor found = scores.of(cut(image, channels, spatial, some));
      for (int i = 0; i < some.size(); i++) {
        sums.add(some.get(i), found, i);
      }
    }
    return sums.finish();
  }

  /** The positions at which windows begin in the padded image, the first axis slowest. */
  private List<int[]> windows(int[] spatial) {
    List<int[]> windows = List.of(new int[0]);
    for (int axis = 0; axis < patch.length; axis++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] window : windows) {
        for (int start : starts(padded(spatial, axis), patch[axis])) {
          int[] next = Arrays.copyOf(window, axis + 1);
          next[axis] = start;
          longer.add(next);
        }
      }
      windows = longer;
    }
    return windows;
  }

  private int[] starts(int size, int window) {
    int stride = Math.max(1, (int) Math.round(window * (1 - overlap)));
    int count = (size - window + stride - 1) / stride + 1;
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = Math.min(i * stride, size - window);
    }
    return starts;
  }

  private int padded(int[] spatial, int axis) {
    return Math.max(spatial[axis], patch[axis]);
  }

  private int before(int[] spatial, int axis) {
    return (padded(spatial, axis) - spatial[axis]) / 2;
  }

  private HostTensor cut(float[] image, int channels, int[] spatial, List<int[]> windows) {
    int[] shape = new int[2 + patch.length];
    shape[0] = windows.size();
    shape[1] = channels;
    System.arraycopy(patch, 0, shape, 2, patch.length);
    HostTensor patches = HostTensor.zeros(DType.F32, Shape.of(shape));
    FloatBuffer to = patches.bytes().asFloatBuffer();
    int voxels = image.length / channels;
    int width = patch[patch.length - 1];
    int row = 0;
    for (int[] window : windows) {
      for (int channel = 0; channel < channels; channel++) {
        for (int r = 0; r < rows(); r++, row += width) {
          int from = channel * voxels;
          boolean inside = true;
          int rest = r;
          int stride = spatial[spatial.length - 1];
          for (int axis = patch.length - 2; axis >= 0; axis--) {
            int at = window[axis] + rest % patch[axis] - before(spatial, axis);
            rest /= patch[axis];
            inside &= at >= 0 && at < spatial[axis];
            from += at * stride;
            stride *= spatial[axis];
          }
          int last = patch.length - 1;
          int start = window[last] - before(spatial, last);
          int begin = Math.max(0, -start);
          int count = Math.min(width, spatial[last] - start) - begin;
          if (inside && count > 0) {
            to.put(row + begin, image, from + start + begin, count);
          }
        }
      }
    }
    return patches;
  }

  /** Rows of the last axis in a window. */
  private int rows() {
    return Arrays.stream(patch, 0, patch.length - 1).reduce(1, (a, b) -> a * b);
  }

  /** Sums of scores over the part of the padded image that windows still come to. */
  private final class Sums {
    private final int[] spatial;
    private final byte[] labels;
    private final int plane;
    private final float[] weights;
    private float[][] sums = {};
    private int base;

    Sums(int[] spatial) {
      this.spatial = spatial;
      this.labels = new byte[Arrays.stream(spatial).reduce(1, (a, b) -> a * b)];
      int size = 1;
      for (int axis = 1; axis < patch.length; axis++) {
        size = Math.multiplyExact(size, padded(spatial, axis));
      }
      this.plane = size;
      this.weights = weights();
    }

    private float[] weights() {
      float[] all = new float[rows() * patch[patch.length - 1]];
      for (int i = 0; i < all.length; i++) {
        double weight = 1;
        int rest = i;
        for (int axis = patch.length - 1; axis >= 0; axis--) {
          weight *= blend.weight(rest % patch[axis], patch[axis]);
          rest /= patch[axis];
        }
        // a product of three tails must not be lost beside the middle
        all[i] = (float) Math.max(weight, 1e-6);
      }
      return all;
    }

    void add(int[] window, HostTensor scores, int place) {
      int classes = scores.shape().dim(1);
      if (sums.length == 0) {
        sums = new float[classes][Math.multiplyExact(patch[0], plane)];
      }
      settle(window[0]);
      FloatBuffer values = scores.bytes().asFloatBuffer();
      int width = patch[patch.length - 1];
      for (int c = 0; c < classes; c++) {
        int from = (place * classes + c) * weights.length;
        for (int r = 0; r < rows(); r++) {
          int to = target(window, r);
          for (int i = 0; i < width; i++) {
            sums[c][to + i] += weights[r * width + i] * values.get(from + r * width + i);
          }
        }
      }
    }

    /** The position of a window's row among the sums, whose first axis begins at {@link #base}. */
    private int target(int[] window, int row) {
      int to = 0;
      int rest = row;
      int stride = 1;
      for (int axis = patch.length - 1; axis >= 0; axis--) {
        int inside = 0;
        if (axis < patch.length - 1) {
          inside = rest % patch[axis];
          rest /= patch[axis];
        }
        to += (window[axis] - (axis == 0 ? base : 0) + inside) * stride;
        stride *= padded(spatial, axis);
      }
      return to;
    }

    /** No window comes back to what is before a place of the first axis. */
    private void settle(int start) {
      int done = start - base;
      if (done == 0) {
        return;
      }
      for (int i = 0; i < done; i++) {
        label(i);
      }
      for (float[] sum : sums) {
        System.arraycopy(sum, done * plane, sum, 0, sum.length - done * plane);
        Arrays.fill(sum, sum.length - done * plane, sum.length, 0);
      }
      base = start;
    }

    byte[] finish() {
      for (int i = 0; i < patch[0]; i++) {
        label(i);
      }
      return labels;
    }

    /** Decides the classes at one place of the first axis of the sums. */
    private void label(int place) {
      int first = base + place - before(spatial, 0);
      if (first < 0 || first >= spatial[0]) {
        return;
      }
      int count = labels.length / spatial[0];
      for (int i = 0; i < count; i++) {
        int at = place * plane + inPadded(i);
        int best = 0;
        for (int c = 1; c < sums.length; c++) {
          best = sums[c][at] > sums[best][at] ? c : best;
        }
        labels[first * count + i] = (byte) best;
      }
    }

    /** From a place on the axes behind the first to the one in the padded image. */
    private int inPadded(int place) {
      int to = 0;
      int rest = place;
      int stride = 1;
      for (int axis = patch.length - 1; axis > 0; axis--) {
        to += (rest % spatial[axis] + before(spatial, axis)) * stride;
        rest /= spatial[axis];
        stride *= padded(spatial, axis);
      }
      return to;
    }
  }
}
