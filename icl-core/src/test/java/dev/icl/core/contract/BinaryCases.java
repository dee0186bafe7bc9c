package dev.icl.core.contract;

import static dev.icl.core.contract.Values.between;
import static dev.icl.core.contract.Values.classes;
import static dev.icl.core.contract.Values.flags;
import static dev.icl.core.contract.Values.positive;
import static dev.icl.core.contract.Values.random;
import static dev.icl.core.contract.Values.spaced;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operations on two or three operands that broadcast. */
final class BinaryCases {
  private static final int[][][] BROADCASTS = {
    {{3, 5}, {5}},
    {{3, 1}, {1, 4}},
    {{}, {2, 3}},
    {{2, 3, 4}, {2, 1, 1}},
    {{2, 3, 2, 3}, {1, 3, 1, 1}},
    {{2, 1, 2, 1, 3}, {1, 2, 1, 2, 1}},
  };

  private BinaryCases() {}

  @FunctionalInterface
  private interface Binary {
    Tensor apply(Ops ops, Tensor a, Tensor b);
  }

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    arithmetic()
        .forEach(
            (name, op) -> {
              cases.add(differentiable(name, op, random("a", 3, 5), divisor(name, 3, 5)));
              for (int[][] shapes : BROADCASTS) {
                String label = name + " of " + Shape.of(shapes[0]) + " and " + Shape.of(shapes[1]);
                cases.add(
                    differentiable(label, op, random("a", shapes[0]), divisor(name, shapes[1]))
                        .edge());
              }
            });
    extrema()
        .forEach(
            (name, op) -> {
              cases.add(differentiable(name, op, spaced("a", 3, 5), between("b", 3, 5)));
              cases.add(
                  differentiable(name + " stretched", op, spaced("a", 3, 1), between("b", 5))
                      .edge());
            });
    comparisons().forEach((name, op) -> cases.addAll(comparison(name, op)));
    cases.addAll(logic());
    cases.addAll(choices());
    return cases;
  }

  private static Map<String, Binary> arithmetic() {
    Map<String, Binary> arithmetic = new TreeMap<>();
    arithmetic.put("add", (ops, a, b) -> ops.add(a, b));
    arithmetic.put("sub", Ops::sub);
    arithmetic.put("mul", (ops, a, b) -> ops.mul(a, b));
    arithmetic.put("div", Ops::div);
    return arithmetic;
  }

  private static Map<String, Binary> extrema() {
    return new TreeMap<>(Map.of("maximum", Ops::maximum, "minimum", Ops::minimum));
  }

  private static Map<String, Binary> comparisons() {
    return new TreeMap<>(Map.of("equal", Ops::equal, "less", Ops::less, "greater", Ops::greater));
  }

  private static HostTensor divisor(String name, int... dims) {
    return name.equals("div") ? positive("b", dims) : random("b", dims);
  }

  private static OpCase differentiable(String label, Binary op, HostTensor a, HostTensor b) {
    return OpCase.of(label, (ops, t) -> op.apply(ops, t.get("a"), t.get("b")))
        .operand("a", a)
        .operand("b", b);
  }

  private static OpCase plain(String label, Binary op, HostTensor a, HostTensor b) {
    return OpCase.of(label, (ops, t) -> op.apply(ops, t.get("a"), t.get("b")))
        .input("a", a)
        .input("b", b);
  }

  private static List<OpCase> comparison(String name, Binary op) {
    HostTensor some = HostTensor.of(Shape.of(2, 2), 1f, 2f, 3f, 4f);
    HostTensor partlySame = HostTensor.of(Shape.of(2, 2), 1f, 3f, 3f, -4f);
    return List.of(
        plain(name, op, some, partlySame),
        plain(name + " of int64", op, classes(3, 4, 5), classes(3, 5, 1, 5)).edge(),
        plain(name + " stretched", op, some, HostTensor.of(Shape.of(2, 1), 2f, 3f)).edge());
  }

  private static List<OpCase> logic() {
    return List.of(
        plain("logicalAnd", Ops::logicalAnd, flags("a", 4, 5), flags("b", 4, 5)),
        plain("logicalAnd stretched", Ops::logicalAnd, flags("a", 4, 1), flags("b", 5)).edge(),
        plain("equal of bool", Ops::equal, flags("a", 4, 5), flags("b", 4, 5)).edge(),
        OpCase.of("logicalNot", (ops, t) -> ops.logicalNot(t.get("a")))
            .input("a", flags("a", 4, 5)),
        OpCase.of("logicalNot of a scalar", (ops, t) -> ops.logicalNot(t.get("a")))
            .input("a", flags("a"))
            .edge());
  }

  private static List<OpCase> choices() {
    OpCase.Body where = (ops, t) -> ops.where(t.get("c"), t.get("a"), t.get("b"));
    return List.of(
        OpCase.of("where", where)
            .input("c", flags("c", 3, 5))
            .operand("a", random("a", 3, 5))
            .operand("b", random("b", 3, 5)),
        OpCase.of("where with all three stretched", where)
            .input("c", flags("c", 4, 1, 1))
            .operand("a", random("a", 3, 1))
            .operand("b", random("b", 5))
            .edge(),
        OpCase.of("where with a scalar", where)
            .input("c", flags("c", 2, 3))
            .operand("a", random("a", 2, 3))
            .operand("b", random("b"))
            .edge(),
        OpCase.of("where of int64", where)
            .input("c", flags("c", 3, 5))
            .input("a", classes(4, 3, 5))
            .input("b", classes(9, 5))
            .edge());
  }
}
