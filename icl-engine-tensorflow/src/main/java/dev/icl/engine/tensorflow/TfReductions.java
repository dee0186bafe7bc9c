package dev.icl.engine.tensorflow;

import dev.icl.core.ops.ReduceOp;
import dev.icl.core.ops.SumParts;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Operations along axes. */
final class TfReductions {
  /** The rank of volumes with samples and channels. */
  private static final int VOLUMES = 5;

  /** Values from which on a sum is long. */
  private static final int LONG = 1 << 12;

  private final Nodes nodes;
  private final Arranger arranger;

  TfReductions(Nodes nodes, Arranger arranger) {
    this.nodes = nodes;
    this.arranger = arranger;
  }

  TfTensor reduce(ReduceOp op, TfTensor x, boolean keepDims, int... axes) {
    if (axes.length == 0) {
      return x;
    }
    String type =
        switch (op) {
          case SUM -> "Sum";
          case MEAN -> "Mean";
          case MAX -> "Max";
        };
    int[] places = Arrays.stream(x.layout().places(axes)).sorted().toArray();
    Output<?> value = x.value();
    boolean isLong = isLong(x.physical(), places);
    if (op != ReduceOp.MAX && isLong && places.length == 1) {
      value = inParts(type, value, x.physical(), places[0]);
    } else if (op != ReduceOp.MAX && (isLong || x.shape().rank() == VOLUMES)) {
      value = inStages(nodes, type, value, Arrays.copyOfRange(places, 1, places.length));
    }
    value = nodes.node(type).in(value, nodes.ints(places)).attr("keep_dims", keepDims).out();
    Shape shape = x.shape();
    if (keepDims) {
      for (int axis : axes) {
        shape = shape.with(axis, 1);
      }
      return new TfTensor(value, shape, x.dtype(), x.layout());
    }
    return new TfTensor(value, without(shape, axes), x.dtype(), x.layout().without(axes));
  }

  /** Sums or means of parts of one axis, which are left to add up. */
  private Output<?> inParts(String type, Output<?> x, int[] sizes, int place) {
    int parts = Math.toIntExact(SumParts.of(sizes[place]));
    int[] cut = new int[sizes.length + 1];
    System.arraycopy(sizes, 0, cut, 0, place);
    cut[place] = sizes[place] / parts;
    cut[place + 1] = parts;
    System.arraycopy(sizes, place + 1, cut, place + 2, sizes.length - place - 1);
    return nodes.op(type, nodes.reshape(x, cut), nodes.ints(place));
  }

  private static boolean isLong(int[] sizes, int[] places) {
    return Arrays.stream(places).mapToLong(place -> sizes[place]).reduce(1, (a, b) -> a * b)
        >= LONG;
  }

  /**
   * Sums or means over axes, one axis after another, which keep size 1. TensorFlow adds up what
   * lies outside of an axis in float32, one value after another: over the tens of thousands of
   * voxels of a volume or pixels of a batch that loses as much as a network may deviate.
   *
   * @param nodes of the graph
   * @param type {@code Sum} or {@code Mean}
   * @param x any shape
   * @param places of the axes
   */
  static Output<?> inStages(Nodes nodes, String type, Output<?> x, int... places) {
    Output<?> value = x;
    for (int i = places.length - 1; i >= 0; i--) {
      value = nodes.node(type).in(value, nodes.ints(places[i])).attr("keep_dims", true).out();
    }
    return value;
  }

  TfTensor argmax(TfTensor x, int axis) {
    Output<?> value =
        nodes
            .node("ArgMax")
            .in(x.value(), nodes.index(x.layout().place(axis)))
            .attr("output_type", TfDtypes.of(DType.I64))
            .out();
    return new TfTensor(value, without(x.shape(), axis), DType.I64, x.layout().without(axis));
  }

  /** {@code Softmax} or {@code LogSoftmax}, which TensorFlow has along the innermost axis only. */
  TfTensor softmax(String type, TfTensor x, int axis) {
    TfTensor innermost = arranger.to(x, x.layout().withInnermost(axis));
    int[] sizes = innermost.physical();
    int classes = x.shape().dim(axis);
    int rows = Math.toIntExact(x.shape().numel() / Math.max(1, classes));
    // TensorFlow's gradient of LogSoftmax is right for matrices only.
    Output<?> matrix = nodes.reshape(innermost.value(), rows, classes);
    return innermost.with(nodes.reshape(nodes.op(type, matrix), sizes));
  }

  private static Shape without(Shape shape, int... axes) {
    return Shape.of(
        IntStream.range(0, shape.rank())
            .filter(i -> IntStream.of(axes).noneMatch(a -> a == i))
            .map(shape::dim)
            .toArray());
  }
}
