package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import org.tensorflow.Output;

/** Operations element by element, which keep the layout of their operands. */
final class Elementwise {
  private final Nodes nodes;
  private final Arranger arranger;

  Elementwise(Nodes nodes, Arranger arranger) {
    this.nodes = nodes;
    this.arranger = arranger;
  }

  TfTensor unary(String type, TfTensor x) {
    return x.with(nodes.op(type, x.value()));
  }

  TfTensor pow(TfTensor x, double exponent) {
    // TensorFlow divides by x for the slope of x⁰
    return exponent == 0
        ? withNumber("AddV2", withNumber("Mul", x, 0), 1)
        : withNumber("Pow", x, exponent);
  }

  /** An operation of a tensor and a number. */
  TfTensor withNumber(String type, TfTensor x, double value) {
    return x.with(nodes.op(type, x.value(), nodes.scalar(x.dtype(), value)));
  }

  TfTensor leakyRelu(TfTensor x, double slope) {
    return x.with(nodes.node("LeakyRelu").in(x.value()).attr("alpha", slope).out());
  }

  TfTensor gelu(TfTensor x) {
    TfTensor phi = withNumber("AddV2", unary("Erf", withNumber("Mul", x, Math.sqrt(0.5))), 1);
    return x.with(nodes.op("Mul", withNumber("Mul", x, 0.5).value(), phi.value()));
  }

  TfTensor clamp(TfTensor x, double low, double high) {
    Output<?> value = x.value();
    // TensorFlow's own Minimum and Maximum decide otherwise who gets the gradient on a bound.
    if (Double.isFinite(low)) {
      Output<?> bound = nodes.scalar(x.dtype(), low);
      value = nodes.op("SelectV2", nodes.op("Less", value, bound), bound, value);
    }
    if (Double.isFinite(high)) {
      Output<?> bound = nodes.scalar(x.dtype(), high);
      value = nodes.op("SelectV2", nodes.op("Greater", value, bound), bound, value);
    }
    return x.with(value);
  }

  TfTensor cast(TfTensor x, DType dtype) {
    if (x.dtype() == dtype) {
      return x;
    }
    Output<?> value =
        dtype == DType.BOOL
            ? nodes.op("NotEqual", x.value(), nodes.scalar(x.dtype(), 0))
            : nodes.node("Cast").in(x.value()).attr("DstT", Dtypes.of(dtype)).out();
    if (dtype.isFloating() && !x.dtype().isFloating()) {
      value = nodes.op("StopGradient", value);
    }
    return new TfTensor(value, x.shape(), dtype, x.layout());
  }

  TfTensor binary(String type, TfTensor a, TfTensor b) {
    return combined(type, a.dtype(), a, b);
  }

  TfTensor comparison(String type, TfTensor a, TfTensor b) {
    return combined(type, DType.BOOL, a, b);
  }

  /**
   * The larger, or the smaller.
   *
   * @param first the comparison under which the first operand is taken
   */
  TfTensor extremum(String first, TfTensor a, TfTensor b) {
    Shape shape = stretched(a.shape(), b.shape());
    Layout layout = Arranger.shared(shape, a, b);
    Output<?> left = arranger.stretchable(a, layout);
    Output<?> right = arranger.stretchable(b, layout);
    // On a tie each operand gets half of the gradient, where TensorFlow gives the first all of it.
    Output<?> half = nodes.scalar(a.dtype(), 0.5);
    Output<?> tie = nodes.op("AddV2", nodes.op("Mul", left, half), nodes.op("Mul", right, half));
    Output<?> other = nodes.op("SelectV2", nodes.op(first, right, left), right, tie);
    Output<?> value = nodes.op("SelectV2", nodes.op(first, left, right), left, other);
    return new TfTensor(value, shape, a.dtype(), layout);
  }

  TfTensor where(TfTensor condition, TfTensor a, TfTensor b) {
    Shape shape = stretched(condition.shape(), stretched(a.shape(), b.shape()));
    Layout layout = Arranger.shared(shape, a, b, condition);
    Output<?> value =
        nodes.op(
            "SelectV2",
            arranger.stretchable(condition, layout),
            arranger.stretchable(a, layout),
            arranger.stretchable(b, layout));
    return new TfTensor(value, shape, a.dtype(), layout);
  }

  private TfTensor combined(String type, DType dtype, TfTensor a, TfTensor b) {
    Shape shape = stretched(a.shape(), b.shape());
    Layout layout = Arranger.shared(shape, a, b);
    Output<?> value =
        nodes.op(type, arranger.stretchable(a, layout), arranger.stretchable(b, layout));
    return new TfTensor(value, shape, dtype, layout);
  }

  private static Shape stretched(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] sizes = new int[rank];
    Arrays.setAll(sizes, i -> size(a, i - rank, size(b, i - rank, 1)));
    return Shape.of(sizes);
  }

  private static int size(Shape shape, int axisFromLast, int other) {
    boolean absent = -axisFromLast > shape.rank();
    return absent || shape.dim(axisFromLast) == 1 ? other : shape.dim(axisFromLast);
  }
}
