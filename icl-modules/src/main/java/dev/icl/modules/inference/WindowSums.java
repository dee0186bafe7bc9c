package dev.icl.modules.inference;

import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Weighted sums of windows' scores over the part of an image that windows still come to: one
 * window's extent of its first axis.
 */
final class WindowSums {
  private final WindowGrid grid;
  private final int depth;
  private final int plane;
  private final float[] weights;
  private final int[] inside;
  private final float[] total;
  private float[][] sums = {};
  private int base;

  /**
   * @param grid of the image
   * @param patch sizes of a window
   * @param blend the weight of each place of a window
   */
  WindowSums(WindowGrid grid, Shape patch, Blend blend) {
    this.grid = grid;
    this.depth = patch.dim(0);
    this.plane = grid.plane();
    this.weights = weights(patch.toArray(), blend);
    this.inside = grid.inPadded();
    this.total = new float[Math.multiplyExact(depth, plane)];
  }

  private static float[] weights(int[] patch, Blend blend) {
    float[] all = new float[Arrays.stream(patch).reduce(1, Math::multiplyExact)];
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

  /**
   * Adds a window.
   *
   * @param window its position; along the first axis not before that of the one added last
   * @param scores of several windows
   * @param place of this one among them
   */
  void add(int[] window, HostTensor scores, int place) {
    int classes = scores.shape().dim(1);
    if (sums.length == 0) {
      sums = new float[classes][total.length];
    }
    moveTo(window[0]);
    FloatBuffer values = scores.bytes().asFloatBuffer();
    int width = grid.width();
    int rows = grid.rows();
    for (int r = 0; r < rows; r++) {
      int to = grid.target(window, r, base);
      int from = r * width;
      for (int i = 0; i < width; i++) {
        total[to + i] += weights[from + i];
      }
      for (int c = 0; c < classes; c++) {
        float[] sum = sums[c];
        int source = (place * classes + c) * weights.length + from;
        for (int i = 0; i < width; i++) {
          sum[to + i] += weights[from + i] * values.get(source + i);
        }
      }
    }
  }

  /** No window comes back to what is before a place of the first axis. */
  private void moveTo(int start) {
    int done = (start - base) * plane;
    if (done > 0) {
      for (float[] sum : sums) {
        move(sum, done);
      }
      move(total, done);
      base = start;
    }
  }

  private static void move(float[] values, int done) {
    int left = Math.max(0, values.length - done);
    if (left > 0) {
      System.arraycopy(values, done, values, 0, left);
    }
    Arrays.fill(values, left, values.length, 0);
  }

  /** The number of classes, once a window was added. */
  int classes() {
    return sums.length;
  }

  /** Pixels of the image at a place of its first axis. */
  int pixels() {
    return inside.length;
  }

  /**
   * The mean scores at a place of the image's first axis, to which no further window comes.
   *
   * @param place within {@code depth} of the window that was added last
   * @param mean {@code [classes][pixels]} to be filled
   */
  void mean(int place, float[][] mean) {
    int start = (place + grid.before(0) - base) * plane;
    if (start < 0 || start > total.length - plane) {
      throw new IllegalArgumentException("place " + place + " with windows of " + depth);
    }
    for (int c = 0; c < mean.length; c++) {
      for (int i = 0; i < inside.length; i++) {
        mean[c][i] = sums[c][start + inside[i]] / total[start + inside[i]];
      }
    }
  }
}
