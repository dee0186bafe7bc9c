package dev.icl.core.contract;

import static dev.icl.core.contract.Values.random;
import static dev.icl.core.contract.Values.spaced;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reductions and softmax. */
final class ReductionCases {
  private ReductionCases() {}

  @FunctionalInterface
  private interface Reduction {
    Tensor apply(Ops ops, Tensor x, boolean keepDims, int... axes);
  }

  static List<OpCase> all() {
    Map<String, Reduction> reductions =
        new TreeMap<>(Map.of("sum", Ops::sum, "mean", Ops::mean, "max", Ops::max));
    List<OpCase> cases = new ArrayList<>();
    reductions.forEach((name, op) -> cases.addAll(reductions(name, op)));
    cases.addAll(argmax());
    cases.addAll(softmax("softmax", Ops::softmax));
    cases.addAll(softmax("logSoftmax", Ops::logSoftmax));
    return cases;
  }

  private static List<OpCase> reductions(String name, Reduction op) {
    HostTensor image = spaced("x", 2, 3, 2, 5);
    return List.of(
        reduction(name, op, image, false),
        reduction(name, op, image, true),
        reduction(name, op, image, false, 1),
        reduction(name, op, image, true, 1),
        reduction(name, op, image, false, -1).edge(),
        reduction(name, op, image, false, 2, 3),
        reduction(name, op, image, true, 0, 2, 3),
        reduction(name, op, image, false, -1, 0).edge(),
        reduction(name, op, spaced("x", 2, 2, 3, 1, 3), true, 2, 3, 4),
        reduction(name, op, spaced("x", 2, 2, 3, 1, 3), false, 0, 2, 3, 4).edge(),
        reduction(name, op, spaced("x", 1, 1), false, 0).edge(),
        reduction(name, op, spaced("x"), false).edge());
  }

  private static OpCase reduction(
      String name, Reduction op, HostTensor x, boolean keepDims, int... axes) {
    String label =
        name
            + " of "
            + x.shape()
            + " over "
            + (axes.length == 0 ? "all" : Arrays.toString(axes))
            + (keepDims ? ", kept" : "");
    return OpCase.of(label, (ops, t) -> op.apply(ops, t.get("x"), keepDims, axes)).operand("x", x);
  }

  private static List<OpCase> argmax() {
    HostTensor ties = HostTensor.of(Shape.of(2, 4), 1f, 3f, 3f, 2f, 5f, 5f, 5f, 5f);
    return List.of(
        OpCase.of("argmax of channels", (ops, t) -> ops.argmax(t.get("x"), 1))
            .input("x", spaced("x", 2, 4, 3, 5)),
        OpCase.of("argmax of channels of a volume", (ops, t) -> ops.argmax(t.get("x"), 1))
            .input("x", spaced("x", 1, 3, 2, 3, 2))
            .edge(),
        OpCase.of("argmax of the last axis", (ops, t) -> ops.argmax(t.get("x"), -1))
            .input("x", spaced("x", 3, 7))
            .edge(),
        OpCase.of("argmax takes the first of ties", (ops, t) -> ops.argmax(t.get("x"), 1))
            .input("x", ties)
            .edge());
  }

  @FunctionalInterface
  private interface AlongAxis {
    Tensor apply(Ops ops, Tensor x, int axis);
  }

  private static List<OpCase> softmax(String name, AlongAxis op) {
    HostTensor large = HostTensor.of(Shape.of(2, 3), 1000f, 999f, 998f, -1000f, -1002f, -1001f);
    return List.of(
        OpCase.of(name + " of channels", (ops, t) -> op.apply(ops, t.get("x"), 1))
            .operand("x", random("x", 2, 4, 3, 5)),
        OpCase.of(name + " of channels of a volume", (ops, t) -> op.apply(ops, t.get("x"), 1))
            .operand("x", random("x", 1, 3, 2, 3, 2)),
        OpCase.of(name + " of the last axis", (ops, t) -> op.apply(ops, t.get("x"), -1))
            .operand("x", random("x", 3, 7))
            .edge(),
        OpCase.of(name + " of the first axis", (ops, t) -> op.apply(ops, t.get("x"), 0))
            .operand("x", random("x", 3, 7))
            .edge(),
        OpCase.of(name + " of one class", (ops, t) -> op.apply(ops, t.get("x"), 1))
            .operand("x", random("x", 2, 1, 3))
            .edge(),
        OpCase.of(name + " of large values", (ops, t) -> op.apply(ops, t.get("x"), 1))
            .operand("x", large)
            .edge());
  }
}
