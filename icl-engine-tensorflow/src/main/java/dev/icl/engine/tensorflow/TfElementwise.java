package dev.icl.engine.tensorflow;

import dev.icl.core.ops.BinaryOp;
import dev.icl.core.ops.CompareOp;
import dev.icl.core.ops.NumberOp;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.ops.UnaryOp;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import org.tensorflow.Output;

/** Operations element by element, which keep the layout of their operands. */
final class TfElementwise {
  private final Nodes nodes;
  private final Arranger arranger;

  TfElementwise(Nodes nodes, Arranger arranger) {
    this.nodes = nodes;
    this.arranger = arranger;
  }

  TfTensor unary(UnaryOp op, TfTensor x) {
    return switch (op) {
      case NEG -> node("Neg", x);
      case ABS -> node("Abs", x);
      case EXP -> node("Exp", x);
      case LOG -> node("Log", x);
      case SQRT -> node("Sqrt", x);
      case RSQRT -> node("Rsqrt", x);
      case SQUARE -> node("Square", x);
      case TANH -> node("Tanh", x);
      case SIGMOID -> node("Sigmoid", x);
      case ERF -> node("Erf", x);
      case RELU -> node("Relu", x);
      case GELU -> gelu(x);
      case LOGICAL_NOT -> node("LogicalNot", x);
    };
  }

  TfTensor withNumber(NumberOp op, TfTensor x, double number) {
    return switch (op) {
      case ADD -> node("AddV2", x, number);
      case MUL -> node("Mul", x, number);
      case POW -> pow(x, number);
      case LEAKY_RELU -> leakyRelu(x, number);
    };
  }

  TfTensor binary(BinaryOp op, TfTensor a, TfTensor b) {
    return switch (op) {
      case ADD -> node("AddV2", a.dtype(), a, b);
      case SUB -> node("Sub", a.dtype(), a, b);
      case MUL -> node("Mul", a.dtype(), a, b);
      case DIV -> node("RealDiv", a.dtype(), a, b);
      case MAXIMUM -> extremum("Greater", a, b);
      case MINIMUM -> extremum("Less", a, b);
    };
  }

  TfTensor compare(CompareOp op, TfTensor a, TfTensor b) {
    return switch (op) {
      case EQUAL -> node("Equal", DType.BOOL, a, b);
      case LESS -> node("Less", DType.BOOL, a, b);
      case GREATER -> node("Greater", DType.BOOL, a, b);
      case LOGICAL_AND -> node("LogicalAnd", DType.BOOL, a, b);
    };
  }

  TfTensor stopGradient(TfTensor x) {
    return node("StopGradient", x);
  }

  private TfTensor pow(TfTensor x, double exponent) {
    // TensorFlow divides by x for the slope of x⁰
    return exponent == 0 ? node("AddV2", node("Mul", x, 0), 1) : node("Pow", x, exponent);
  }

  private TfTensor leakyRelu(TfTensor x, double slope) {
    return x.with(nodes.node("LeakyRelu").in(x.value()).attr("alpha", slope).out());
  }

  private TfTensor gelu(TfTensor x) {
    TfTensor phi = node("AddV2", node("Erf", node("Mul", x, Math.sqrt(0.5))), 1);
    return x.with(nodes.op("Mul", node("Mul", x, 0.5).value(), phi.value()));
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
            : nodes.node("Cast").in(x.value()).attr("DstT", TfDtypes.of(dtype)).out();
    if (dtype.isFloating() && !x.dtype().isFloating()) {
      value = nodes.op("StopGradient", value);
    }
    return new TfTensor(value, x.shape(), dtype, x.layout());
  }

  /**
   * The larger, or the smaller.
   *
   * @param first the comparison under which the first operand is taken
   */
  private TfTensor extremum(String first, TfTensor a, TfTensor b) {
    Shape shape = ShapeRules.broadcast(first, a.shape(), b.shape());
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
    Shape shape = ShapeRules.where(condition, a, b);
    Layout layout = Arranger.shared(shape, a, b, condition);
    Output<?> value =
        nodes.op(
            "SelectV2",
            arranger.stretchable(condition, layout),
            arranger.stretchable(a, layout),
            arranger.stretchable(b, layout));
    return new TfTensor(value, shape, a.dtype(), layout);
  }

  private TfTensor node(String type, TfTensor x) {
    return x.with(nodes.op(type, x.value()));
  }

  private TfTensor node(String type, TfTensor x, double number) {
    return x.with(nodes.op(type, x.value(), nodes.scalar(x.dtype(), number)));
  }

  private TfTensor node(String type, DType dtype, TfTensor a, TfTensor b) {
    Shape shape = ShapeRules.broadcast(type, a.shape(), b.shape());
    Layout layout = Arranger.shared(shape, a, b);
    Output<?> value =
        nodes.op(type, arranger.stretchable(a, layout), arranger.stretchable(b, layout));
    return new TfTensor(value, shape, dtype, layout);
  }
}
