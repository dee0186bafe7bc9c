package dev.icl.core.contract;

import static dev.icl.core.contract.Values.classes;
import static dev.icl.core.contract.Values.flags;
import static dev.icl.core.contract.Values.positive;
import static dev.icl.core.contract.Values.spaced;

import dev.icl.core.ops.BinaryOp;
import dev.icl.core.ops.CompareOp;
import dev.icl.core.ops.NamedOp;
import dev.icl.core.ops.NumberOp;
import dev.icl.core.ops.ReduceOp;
import dev.icl.core.ops.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One case for every member of every family, so that no engine can lack one. */
final class FamilyCases {
  private static final double NUMBER = 1.5;

  private FamilyCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    members().forEach(op -> cases.add(of(op)));
    return cases;
  }

  /** Every constant of every family. */
  static Stream<NamedOp> members() {
    return Stream.of(NamedOp.class.getPermittedSubclasses())
        .flatMap(family -> Stream.of(family.getEnumConstants()))
        .map(NamedOp.class::cast);
  }

  private static OpCase of(NamedOp member) {
    String label = member.opName() + " as a " + member.getClass().getSimpleName();
    if (member instanceof UnaryOp op) {
      OpCase unary = OpCase.of(label, (ops, t) -> ops.unary(op, t.get("x")));
      return op == UnaryOp.LOGICAL_NOT
          ? unary.input("x", flags("x", 3, 5))
          : unary.operand("x", positive("x", 3, 5));
    }
    if (member instanceof NumberOp op) {
      return OpCase.of(label, (ops, t) -> ops.withNumber(op, t.get("x"), NUMBER))
          .operand("x", positive("x", 3, 5));
    }
    if (member instanceof BinaryOp op) {
      return OpCase.of(label, (ops, t) -> ops.binary(op, t.get("a"), t.get("b")))
          .operand("a", positive("a", 3, 5))
          .operand("b", positive("b", 5));
    }
    if (member instanceof CompareOp op) {
      boolean logical = op == CompareOp.LOGICAL_AND;
      return OpCase.of(label, (ops, t) -> ops.compare(op, t.get("a"), t.get("b")))
          .input("a", logical ? flags("a", 3, 5) : classes(3, 3, 5))
          .input("b", logical ? flags("b", 3, 5) : classes(3, 5));
    }
    ReduceOp op = (ReduceOp) member;
    return OpCase.of(label, (ops, t) -> ops.reduce(op, t.get("x"), false, 1))
        .operand("x", spaced("x", 2, 3, 4));
  }
}
