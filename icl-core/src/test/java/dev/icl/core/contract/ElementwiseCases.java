package dev.icl.core.contract;

import static dev.icl.core.contract.Values.between;
import static dev.icl.core.contract.Values.flags;
import static dev.icl.core.contract.Values.positive;
import static dev.icl.core.contract.Values.random;
import static dev.icl.core.contract.Values.spaced;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Operations on one operand, element by element. */
final class ElementwiseCases {
  private ElementwiseCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>(making());
    smooth().forEach((name, op) -> cases.addAll(unary(name, op, false)));
    onPositive().forEach((name, op) -> cases.addAll(unary(name, op, true)));
    kinked()
        .forEach(
            (name, op) -> {
              OpCase.Body body = (ops, t) -> op.apply(ops, t.get("x"));
              cases.add(OpCase.of(name, body).operand("x", spaced("x", 3, 5)));
              cases.add(
                  OpCase.of(name + " of a volume", body)
                      .operand("x", spaced("x", 1, 2, 3, 1, 5))
                      .edge());
            });
    cases.addAll(casts());
    cases.addAll(extremes());
    return cases;
  }

  private static Map<String, BiFunction<Ops, Tensor, Tensor>> smooth() {
    Map<String, BiFunction<Ops, Tensor, Tensor>> smooth = new TreeMap<>();
    smooth.put("neg", Ops::neg);
    smooth.put("exp", Ops::exp);
    smooth.put("square", Ops::square);
    smooth.put("tanh", Ops::tanh);
    smooth.put("sigmoid", Ops::sigmoid);
    smooth.put("erf", Ops::erf);
    smooth.put("gelu", Ops::gelu);
    smooth.put("add a number", (ops, x) -> ops.add(x, -0.7));
    smooth.put("mul by a number", (ops, x) -> ops.mul(x, 2.5));
    smooth.put("pow 2 of any sign", (ops, x) -> ops.pow(x, 2));
    smooth.put("pow 3 of any sign", (ops, x) -> ops.pow(x, 3));
    smooth.put("stopGradient of a factor", (ops, x) -> ops.mul(ops.square(x), ops.stopGradient(x)));
    return smooth;
  }

  private static Map<String, BiFunction<Ops, Tensor, Tensor>> onPositive() {
    Map<String, BiFunction<Ops, Tensor, Tensor>> positive = new TreeMap<>();
    positive.put("log", Ops::log);
    positive.put("sqrt", Ops::sqrt);
    positive.put("rsqrt", Ops::rsqrt);
    positive.put("pow 1.5", (ops, x) -> ops.pow(x, 1.5));
    positive.put("pow -1", (ops, x) -> ops.pow(x, -1));
    return positive;
  }

  private static Map<String, BiFunction<Ops, Tensor, Tensor>> kinked() {
    Map<String, BiFunction<Ops, Tensor, Tensor>> kinked = new TreeMap<>();
    kinked.put("abs", Ops::abs);
    kinked.put("relu", Ops::relu);
    kinked.put("leakyRelu", (ops, x) -> ops.leakyRelu(x, 0.01));
    kinked.put("leakyRelu of slope 0.3", (ops, x) -> ops.leakyRelu(x, 0.3));
    kinked.put("clamp", (ops, x) -> ops.clamp(x, -0.3, 0.4));
    kinked.put("clamp from below only", (ops, x) -> ops.clamp(x, 0, Double.POSITIVE_INFINITY));
    return kinked;
  }

  private static List<OpCase> unary(
      String name, BiFunction<Ops, Tensor, Tensor> op, boolean positive) {
    OpCase.Body body = (ops, t) -> op.apply(ops, t.get("x"));
    return List.of(
        OpCase.of(name, body).operand("x", positive ? positive("x", 3, 5) : random("x", 3, 5)),
        OpCase.of(name + " of a scalar", body)
            .operand("x", positive ? positive("x") : random("x"))
            .edge(),
        OpCase.of(name + " of a volume", body)
            .operand("x", positive ? positive("x", 1, 2, 3, 1, 5) : random("x", 1, 2, 3, 1, 5))
            .edge());
  }

  private static List<OpCase> making() {
    HostTensor numbers = random("constant", 2, 3);
    HostTensor classes = HostTensor.of(Shape.of(3), -1L, 0L, 1L << 40);
    return List.of(
        OpCase.of("constant", (ops, t) -> ops.constant(numbers)),
        OpCase.of("constant scalar", (ops, t) -> ops.constant(HostTensor.scalar(2.5))).edge(),
        OpCase.of("constant of int64", (ops, t) -> ops.constant(classes)).edge(),
        OpCase.of(
                "constant times an operand", (ops, t) -> ops.mul(t.get("x"), ops.constant(numbers)))
            .operand("x", random("x", 2, 3)),
        OpCase.of("full", (ops, t) -> ops.full(DType.F32, Shape.of(2, 3), 0.1)),
        OpCase.of("full scalar", (ops, t) -> ops.full(DType.F32, Shape.scalar(), -3)).edge(),
        OpCase.of(
                "full of minus infinity",
                (ops, t) -> ops.full(DType.F32, Shape.of(3), Double.NEGATIVE_INFINITY))
            .edge(),
        OpCase.of("full of int64", (ops, t) -> ops.full(DType.I64, Shape.of(1, 4), 7)).edge());
  }

  private static List<OpCase> casts() {
    HostTensor fractions = HostTensor.of(Shape.of(6), -2.7f, -0.5f, 0f, 0.5f, 1f, 2.9f);
    HostTensor bytes = HostTensor.fill(DType.U8, Shape.of(4), i -> i * 85);
    return List.of(
        OpCase.of("cast to the same type", (ops, t) -> ops.cast(t.get("x"), DType.F32))
            .operand("x", random("x", 3, 5)),
        OpCase.of("cast to int64 goes towards zero", (ops, t) -> ops.cast(t.get("x"), DType.I64))
            .input("x", fractions)
            .edge(),
        OpCase.of("cast to bool is not zero", (ops, t) -> ops.cast(t.get("x"), DType.BOOL))
            .input("x", fractions)
            .edge(),
        OpCase.of("cast of int64", (ops, t) -> ops.cast(t.get("x"), DType.F32))
            .input("x", HostTensor.of(Shape.of(3), -4L, 0L, 9L)),
        OpCase.of("cast of bool", (ops, t) -> ops.cast(t.get("x"), DType.F32))
            .input("x", flags("x", 2, 3)),
        OpCase.of("cast of uint8", (ops, t) -> ops.cast(t.get("x"), DType.F32)).input("x", bytes),
        OpCase.of("cast of uint8 to int64", (ops, t) -> ops.cast(t.get("x"), DType.I64))
            .input("x", bytes)
            .edge());
  }

  private static List<OpCase> extremes() {
    return List.of(
        OpCase.of("sigmoid of large values", (ops, t) -> ops.sigmoid(t.get("x")))
            .operand("x", HostTensor.of(Shape.of(4), -90f, -20f, 20f, 90f))
            .edge(),
        OpCase.of("tanh of large values", (ops, t) -> ops.tanh(t.get("x")))
            .operand("x", HostTensor.of(Shape.of(4), -90f, -8f, 8f, 90f))
            .edge(),
        OpCase.of("gelu far from zero", (ops, t) -> ops.gelu(t.get("x")))
            .operand("x", HostTensor.of(Shape.of(4), -9f, -3f, 3f, 9f))
            .edge(),
        OpCase.of("erf far from zero", (ops, t) -> ops.erf(t.get("x")))
            .operand("x", HostTensor.of(Shape.of(4), -5f, -2f, 2f, 5f))
            .edge(),
        OpCase.of("relu of both sides", (ops, t) -> ops.relu(t.get("x")))
            .operand("x", between("x", 2, 1, 3)));
  }
}
