package dev.icl.modules.method;

import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** The distance between a proxy's maps of strong views and of the weak ones. */
final class MapConsistency {
  private static final double SMOOTH = 1e-8;

  /** A pixel of a map that no box touches; the rest is rounding. */
  private static final double UNTOUCHED = 1 - 1e-4;

  private MapConsistency() {}

  /**
   * The mean squared difference of the softmaxes, outside boxes: over pixels and classes, then over
   * views and scales.
   *
   * @param ops the operations
   * @param views the strong views
   * @param strong maps of all views, one view after another along the first axis; deep to shallow
   * @param weak maps of the weak views, of the same scales; they are taken as constants
   * @param inputs the tensors of the boxes
   */
  static Tensor of(
      Ops ops, StrongViews views, List<Tensor> strong, List<Tensor> weak, ProgramInputs inputs) {
    Tensor sum = ops.full(DType.F32, Shape.scalar(), 0);
    for (int scale = 0; scale < weak.size(); scale++) {
      Tensor target = ops.softmax(ops.stopGradient(weak.get(scale)), 1);
      Shape shape = target.shape();
      for (int view = 0; view < views.count(); view++) {
        Tensor maps = Rows.of(ops, strong.get(scale), view * shape.dim(0), shape.dim(0));
        Tensor squares = ops.square(ops.sub(ops.softmax(maps, 1), target));
        Tensor distance =
            views
                .boxes(inputs, view)
                .map(boxes -> mean(ops, squares, untouched(ops, boxes, shape.spatial())))
                .orElseGet(() -> ops.mean(squares, false));
        sum = ops.add(sum, distance);
      }
    }
    return ops.mul(sum, 1.0 / (weak.size() * views.count()));
  }

  private static Tensor untouched(Ops ops, Tensor boxes, Shape spatial) {
    Tensor resized = ops.resize(boxes, spatial, Resize.LINEAR);
    Tensor least = ops.full(DType.F32, Shape.scalar(), UNTOUCHED);
    return ops.cast(ops.greater(resized, least), DType.F32);
  }

  private static Tensor mean(Ops ops, Tensor squares, Tensor mask) {
    Tensor counted = ops.mul(ops.sum(mask, false), squares.shape().dim(1));
    return ops.div(ops.sum(ops.mul(squares, mask), false), ops.add(counted, SMOOTH));
  }
}
