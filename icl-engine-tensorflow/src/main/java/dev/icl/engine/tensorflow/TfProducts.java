package dev.icl.engine.tensorflow;

import dev.icl.core.ops.NetworkRules;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Matrix products. */
final class TfProducts {
  private final Nodes nodes;
  private final Arranger arranger;
  private final TfRounding rounding;

  TfProducts(Nodes nodes, Arranger arranger, TfRounding rounding) {
    this.nodes = nodes;
    this.arranger = arranger;
    this.rounding = rounding;
  }

  /** A batch of matrices, each as it is in memory or transposed. */
  private record Matrices(Output<?> value, boolean transposed) {}

  TfTensor matmul(TfTensor a, TfTensor b) {
    Shape shape = NetworkRules.matmul(a, b);
    if (b.shape().rank() == 2 && a.shape().rank() > 2) {
      int inner = a.shape().dim(-1);
      Output<?> rows = nodes.reshape(arranger.logical(a), rows(a.shape()), inner);
      Matrices right = matrices(b);
      return result(product(rows, false, right.value, right.transposed), shape, a.dtype());
    }
    Matrices left = matrices(a);
    Matrices right = matrices(b);
    if (a.shape().rank() == 2 && b.shape().rank() == 2) {
      return result(
          product(left.value, left.transposed, right.value, right.transposed), shape, a.dtype());
    }
    Output<?> value =
        nodes
            .node("BatchMatMulV2")
            .in(rounding.operand(left.value), rounding.operand(right.value))
            .attr("adj_x", left.transposed)
            .attr("adj_y", right.transposed)
            .out();
    return result(rounding.result(value), shape, a.dtype());
  }

  /**
   * @param bias may be null
   */
  TfTensor linear(TfTensor x, TfTensor weight, @Nullable TfTensor bias) {
    int in = x.shape().dim(-1);
    Output<?> rows = nodes.reshape(arranger.logical(x), rows(x.shape()), in);
    Matrices matrix = matrices(weight);
    Output<?> value = product(rows, false, matrix.value, !matrix.transposed);
    if (bias != null) {
      value = nodes.op("BiasAdd", value, bias.value());
    }
    Shape shape = x.shape().with(-1, weight.shape().dim(0));
    return result(value, shape, x.dtype());
  }

  private Output<?> product(Output<?> a, boolean transposeA, Output<?> b, boolean transposeB) {
    Output<?> value =
        nodes
            .node("MatMul")
            .in(rounding.operand(a), rounding.operand(b))
            .attr("transpose_a", transposeA)
            .attr("transpose_b", transposeB)
            .out();
    return rounding.result(value);
  }

  private Matrices matrices(TfTensor x) {
    int rank = x.shape().rank();
    Layout swapped = Layout.lastAxis(rank, rank - 2);
    return x.layout().equals(swapped)
        ? new Matrices(x.value(), true)
        : new Matrices(arranger.logical(x), false);
  }

  private TfTensor result(Output<?> value, Shape shape, DType dtype) {
    return new TfTensor(
        nodes.reshape(value, shape.toArray()), shape, dtype, Layout.logical(shape.rank()));
  }

  private static int rows(Shape shape) {
    return Math.toIntExact(shape.slice(0, shape.rank() - 1).numel());
  }
}
