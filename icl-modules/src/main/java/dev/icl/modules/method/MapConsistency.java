package dev.icl.modules.method;

import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The distance between a proxy's maps of strong views and of the weak ones. */
final class MapConsistency {
  private static final double SMOOTH = 1e-8;

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

  /** 1 where a pixel of a map holds no pixel of a box, and 0 elsewhere. */
  private static Tensor untouched(Ops ops, Tensor boxes, Shape spatial) {
    List<Integer> factors =
        IntStream.range(0, spatial.rank())
            .mapToObj(axis -> boxes.shape().spatial().dim(axis) / spatial.dim(axis))
            .toList();
    PoolSpec pixels = new PoolSpec(factors, factors, Collections.nCopies(spatial.rank(), 0));
    // the least of them
    return ops.neg(ops.maxPool(ops.neg(boxes), pixels));
  }

  private static Tensor mean(Ops ops, Tensor squares, Tensor mask) {
    Tensor counted = ops.mul(ops.sum(mask, false), squares.shape().dim(1));
    return ops.div(ops.sum(ops.mul(squares, mask), false), ops.add(counted, SMOOTH));
  }
}
