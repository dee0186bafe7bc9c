package dev.icl.modules.method;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Masks of images of which another image fills a box: 1 where the image stays, 0 in the box; one
 * mask for each row. The memory is reused from step to step.
 */
final class Boxes {
  private @Nullable HostTensor masks;

  /**
   * Masks without a box.
   *
   * @param rows the number of masks
   * @param spatial sizes of an image
   * @return float32 {@code [rows, 1, spatial]}, all 1; overwritten by the next call
   */
  HostTensor empty(int rows, Shape spatial) {
    Shape shape = Shape.of(rows, 1).append(spatial);
    HostTensor empty = masks;
    if (empty == null || !empty.shape().equals(shape)) {
      empty = HostTensor.zeros(DType.F32, shape);
      masks = empty;
    }
    FloatBuffer values = empty.bytes().asFloatBuffer();
    while (values.hasRemaining()) {
      values.put(1);
    }
    return empty;
  }

  /**
   * Puts a box into a mask.
   *
   * @param masks {@code [rows, 1, spatial]}
   * @param row its place among them
   * @param begin the first pixel of the box along each axis
   * @param end the one behind its last
   */
  static void cut(HostTensor masks, int row, int[] begin, int[] end) {
    Shape spatial = masks.shape().spatial();
    int last = spatial.rank() - 1;
    int width = spatial.dim(last);
    int lines = masks.size() / masks.shape().dim(0) / width;
    FloatBuffer values = masks.bytes().asFloatBuffer();
    for (int line = 0; line < lines; line++) {
      if (crosses(line, spatial, begin, end)) {
        for (int x = begin[last]; x < end[last]; x++) {
          values.put((row * lines + line) * width + x, 0);
        }
      }
    }
  }

  /** Whether a line along the last axis goes through a box. */
  private static boolean crosses(int line, Shape spatial, int[] begin, int[] end) {
    int left = line;
    for (int axis = spatial.rank() - 2; axis >= 0; axis--) {
      int place = left % spatial.dim(axis);
      if (place < begin[axis] || place >= end[axis]) {
        return false;
      }
      left /= spatial.dim(axis);
    }
    return true;
  }
}
