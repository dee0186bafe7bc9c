package dev.icl.core.contract;

import static dev.icl.core.contract.RefusalCase.refuses;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Calls that every engine must refuse, with the texts of the refusals. */
public final class RefusalCases {
  private RefusalCases() {}

  /** All cases, each with a text of its own. */
  public static List<RefusalCase> all() {
    return Stream.of(types(), elementwise(), reductions(), movements(), NetworkRefusals.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<RefusalCase> types() {
    return List.of(
        refuses(
                "exp: wants a floating operand, got I64 [2, 3]; cast it first",
                (ops, t) -> ops.exp(t.get("x")))
            .given("x", DType.I64, 2, 3),
        refuses(
                "add: operands must share a type, got F32 [2] and I64 [2]; cast one first",
                (ops, t) -> ops.add(t.get("a"), t.get("b")))
            .given("a", 2)
            .given("b", DType.I64, 2),
        refuses(
                "sum: wants a floating operand, got BOOL [4]; cast it first",
                (ops, t) -> ops.sum(t.get("x"), false))
            .given("x", DType.BOOL, 4),
        refuses(
                "equal: operands must share a type, got I64 [2] and F32 [2]; cast one first",
                (ops, t) -> ops.equal(t.get("a"), t.get("b")))
            .given("a", DType.I64, 2)
            .given("b", 2),
        refuses("less: wants numbers, got BOOL [2]", (ops, t) -> ops.less(t.get("a"), t.get("a")))
            .given("a", DType.BOOL, 2),
        refuses(
                "greater: wants numbers, got BOOL [2]",
                (ops, t) -> ops.greater(t.get("a"), t.get("a")))
            .given("a", DType.BOOL, 2),
        refuses(
                "logicalAnd: the second operand must be BOOL, got F32 [2]",
                (ops, t) -> ops.logicalAnd(t.get("a"), t.get("b")))
            .given("a", DType.BOOL, 2)
            .given("b", 2),
        refuses(
                "logicalNot: the operand must be BOOL, got F32 [2]",
                (ops, t) -> ops.logicalNot(t.get("a")))
            .given("a", 2),
        refuses(
                "where: the condition must be BOOL, got F32 [2]",
                (ops, t) -> ops.where(t.get("a"), t.get("a"), t.get("a")))
            .given("a", 2),
        refuses(
                "gather: indices must be I64, got F32 [2]",
                (ops, t) -> ops.gather(t.get("x"), t.get("i"), 0))
            .given("x", 3, 4)
            .given("i", 2),
        refuses(
                "oneHot: classes must be I64, got F32 [2, 3]",
                (ops, t) -> ops.oneHot(t.get("x"), 4, 1))
            .given("x", 2, 3),
        refuses(
                "concat: operands must share a type, got F32 [2] and I64 [2]; cast one first",
                (ops, t) -> ops.concat(List.of(t.get("a"), t.get("b")), 0))
            .given("a", 2)
            .given("b", DType.I64, 2));
  }

  private static List<RefusalCase> elementwise() {
    return List.of(
        refuses(
                "mul: shapes [2, 3] and [2, 4] do not broadcast",
                (ops, t) -> ops.mul(t.get("a"), t.get("b")))
            .given("a", 2, 3)
            .given("b", 2, 4),
        refuses(
                "maximum: shapes [3] and [2] do not broadcast",
                (ops, t) -> ops.maximum(t.get("a"), t.get("b")))
            .given("a", 3)
            .given("b", 2),
        refuses(
                "where: shapes [3] and [2] do not broadcast",
                (ops, t) -> ops.where(t.get("c"), t.get("a"), t.get("a")))
            .given("c", DType.BOOL, 3)
            .given("a", 2),
        refuses(
                "clamp: low must not exceed high, got 1.0 and 0.0",
                (ops, t) -> ops.clamp(t.get("x"), 1, 0))
            .given("x", 2));
  }

  private static List<RefusalCase> reductions() {
    return List.of(
        refuses(
                "sum: there is no axis 2 in input [2, 3]",
                (ops, t) -> ops.sum(t.get("x"), false, 2))
            .given("x", 2, 3),
        refuses(
                "mean: axes [1, -1] name one axis twice",
                (ops, t) -> ops.mean(t.get("x"), false, 1, -1))
            .given("x", 2, 3),
        refuses(
                "max: there is no axis -3 in input [2, 3]",
                (ops, t) -> ops.max(t.get("x"), true, -3))
            .given("x", 2, 3),
        refuses("argmax: there is no axis 0 in input []", (ops, t) -> ops.argmax(t.get("x"), 0))
            .given("x"),
        refuses(
                "softmax: there is no axis 4 in input [1, 2, 3, 4]",
                (ops, t) -> ops.softmax(t.get("x"), 4))
            .given("x", 1, 2, 3, 4),
        refuses(
                "logSoftmax: wants a floating operand, got I64 [2]; cast it first",
                (ops, t) -> ops.logSoftmax(t.get("x"), 0))
            .given("x", DType.I64, 2));
  }

  private static List<RefusalCase> movements() {
    return List.of(
        refuses(
                "reshape: input [2, 3] has 6 elements, [4] has 4",
                (ops, t) -> ops.reshape(t.get("x"), Shape.of(4)))
            .given("x", 2, 3),
        refuses(
                "transpose: permutation [0, 1] must have 3 entries for input [2, 3, 4]",
                (ops, t) -> ops.transpose(t.get("x"), 0, 1))
            .given("x", 2, 3, 4),
        refuses(
                "transpose: permutation [0, 0] names one axis twice",
                (ops, t) -> ops.transpose(t.get("x"), 0, 0))
            .given("x", 2, 3),
        refuses(
                "broadcastTo: input [2, 3] does not broadcast to [3]",
                (ops, t) -> ops.broadcastTo(t.get("x"), Shape.of(3)))
            .given("x", 2, 3),
        refuses(
            "concat: wants at least one tensor, got none", (ops, t) -> ops.concat(List.of(), 0)),
        refuses(
                "concat: shapes [1, 2, 4, 4] and [1, 3, 4, 5] differ in more than axis 1",
                (ops, t) -> ops.concat(List.of(t.get("a"), t.get("b")), 1))
            .given("a", 1, 2, 4, 4)
            .given("b", 1, 3, 4, 5),
        refuses(
                "slice: begin [0, 2] and size [2, 2] reach outside input [2, 3] or are empty along"
                    + " axis 1",
                (ops, t) -> ops.slice(t.get("x"), new int[] {0, 2}, Shape.of(2, 2)))
            .given("x", 2, 3),
        refuses(
                "pad: before [0, -1] and after [0, 0] must be at least 0",
                (ops, t) -> ops.pad(t.get("x"), new int[] {0, -1}, new int[] {0, 0}, 0))
            .given("x", 2, 3),
        refuses(
                "pad: after [1] must have 2 entries for input [2, 3]",
                (ops, t) -> ops.pad(t.get("x"), new int[] {0, 0}, new int[] {1}, 0))
            .given("x", 2, 3),
        refuses(
                "roll: wants one shift for each axis, got shifts [1] and axes [0, 1]",
                (ops, t) -> ops.roll(t.get("x"), new int[] {1}, new int[] {0, 1}))
            .given("x", 2, 3),
        refuses(
                "roll: axes [1, 1] name one axis twice",
                (ops, t) -> ops.roll(t.get("x"), new int[] {1, 1}, new int[] {1, 1}))
            .given("x", 2, 3),
        refuses(
                "gather: indices must have rank 1, got [2, 2]",
                (ops, t) -> ops.gather(t.get("x"), t.get("i"), 0))
            .given("x", 3, 4)
            .given("i", DType.I64, 2, 2),
        refuses(
                "oneHot: there is no place 3 for a new axis in input [2, 3]",
                (ops, t) -> ops.oneHot(t.get("x"), 4, 3))
            .given("x", DType.I64, 2, 3),
        refuses("oneHot: depth must be at least 1, got 0", (ops, t) -> ops.oneHot(t.get("x"), 0, 1))
            .given("x", DType.I64, 2, 3));
  }
}
