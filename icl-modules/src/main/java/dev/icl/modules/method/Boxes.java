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
    Shape shape = Shape.of(rows, 1).append(spatial.toArray());
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
   * @param row which one
   * @param begin the first pixel of the box along each axis
   * @param end the one behind its last
   */
  static void cut(HostTensor masks, int row, int[] begin, int[] end) {
    Shape spatial = masks.shape().spatial();
    int pixels = masks.size() / masks.shape().dim(0);
    FloatBuffer values = masks.bytes().asFloatBuffer();
    for (int i = 0; i < pixels; i++) {
      if (inside(i, spatial, begin, end)) {
        values.put(row * pixels + i, 0);
      }
    }
  }

  private static boolean inside(int index, Shape spatial, int[] begin, int[] end) {
    int left = index;
    for (int axis = spatial.rank() - 1; axis >= 0; axis--) {
      int place = left % spatial.dim(axis);
      if (place < begin[axis] || place >= end[axis]) {
        return false;
      }
      left /= spatial.dim(axis);
    }
    return true;
  }
}
