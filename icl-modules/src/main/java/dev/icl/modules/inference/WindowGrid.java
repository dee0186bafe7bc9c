package dev.icl.modules.inference;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The windows over an image of some size. What is smaller than a window is padded with zeros on
 * both sides, the odd voxel behind, as the authors' {@code test_single_case_base} does.
 */
final class WindowGrid {
  private final int[] patch;
  private final int[] spatial;
  private final int[] padded;
  private final int[] before;

  /**
   * @param patch sizes of a window
   * @param spatial sizes of the image, as many
   */
  WindowGrid(Shape patch, Shape spatial) {
    this.patch = patch.toArray();
    this.spatial = spatial.toArray();
    this.padded = new int[patch.rank()];
    this.before = new int[patch.rank()];
    for (int axis = 0; axis < patch.rank(); axis++) {
      padded[axis] = Math.max(spatial.dim(axis), patch.dim(axis));
      before[axis] = (padded[axis] - spatial.dim(axis)) / 2;
    }
  }

  int size(int axis) {
    return spatial[axis];
  }

  int padded(int axis) {
    return padded[axis];
  }

  /** The padding before the image along an axis. */
  int before(int axis) {
    return before[axis];
  }

  /** The positions at which windows begin in the padded image, the first axis slowest. */
  List<int[]> windows(InferenceConfig how) {
    List<int[]> windows = List.of(new int[0]);
    for (int axis = 0; axis < patch.length; axis++) {
      int[] starts =
          how.placement().starts(padded[axis], patch[axis], how.stride(axis, patch[axis]));
      List<int[]> longer = new ArrayList<>();
      for (int[] window : windows) {
        for (int start : starts) {
          int[] next = Arrays.copyOf(window, axis + 1);
          next[axis] = start;
          longer.add(next);
        }
      }
      windows = longer;
    }
    return windows;
  }

  /** Rows of the last axis in a window. */
  int rows() {
    return Arrays.stream(patch, 0, patch.length - 1).reduce(1, (a, b) -> a * b);
  }

  /** Voxels of a row. */
  int width() {
    return patch[patch.length - 1];
  }

  /** Voxels of the padded image at one place of its first axis. */
  int plane() {
    return Arrays.stream(padded, 1, padded.length).reduce(1, Math::multiplyExact);
  }

  /**
   * The position of a window's row in a padded image whose first axis begins at a place.
   *
   * @param window its position
   * @param row which, the last axis but one fastest
   * @param base the place of the first axis
   */
  int target(int[] window, int row, int base) {
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
      stride *= padded[axis];
    }
    return to;
  }

  /**
   * The position of each pixel of the image at one place of its first axis in that plane, padded.
   */
  int[] inPadded() {
    int[] places = new int[Arrays.stream(spatial, 1, spatial.length).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < places.length; i++) {
      int rest = i;
      int stride = 1;
      for (int axis = patch.length - 1; axis > 0; axis--) {
        places[i] += (rest % spatial[axis] + before[axis]) * stride;
        rest /= spatial[axis];
        stride *= padded[axis];
      }
    }
    return places;
  }

  /** Windows cut out of an image {@code [channels, spatial]}. */
  HostTensor cut(float[] image, int channels, List<int[]> windows) {
    int[] shape = new int[2 + patch.length];
    shape[0] = windows.size();
    shape[1] = channels;
    System.arraycopy(patch, 0, shape, 2, patch.length);
    HostTensor patches = HostTensor.zeros(DType.F32, Shape.of(shape));
    FloatBuffer to = patches.bytes().asFloatBuffer();
    int voxels = image.length / channels;
    int last = patch.length - 1;
    int rows = rows();
    int row = 0;
    for (int[] window : windows) {
      int start = window[last] - before[last];
      int begin = Math.max(0, -start);
      int count = Math.min(width(), spatial[last] - start) - begin;
      for (int channel = 0; channel < channels; channel++) {
        for (int r = 0; r < rows; r++, row += width()) {
          int from = rowIn(window, r);
          if (from >= 0 && count > 0) {
            to.put(row + begin, image, channel * voxels + from + start + begin, count);
          }
        }
      }
    }
    return patches;
  }

  /** The position of the image's row that a window's row lies in; −1 for one of padding. */
  private int rowIn(int[] window, int row) {
    int from = 0;
    int rest = row;
    int stride = spatial[spatial.length - 1];
    for (int axis = patch.length - 2; axis >= 0; axis--) {
      int at = window[axis] + rest % patch[axis] - before[axis];
      rest /= patch[axis];
      if (at < 0 || at >= spatial[axis]) {
        return -1;
      }
      from += at * stride;
      stride *= spatial[axis];
    }
    return from;
  }
}
