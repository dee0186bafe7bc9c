package dev.icl.core.contract;

import static dev.icl.core.contract.RefusalCase.refuses;

import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** What every engine must refuse, and in which words. */
public final class RefusalCases {
  private RefusalCases() {}

  /** All cases, each with a text of its own. */
  public static List<RefusalCase> all() {
    return Stream.of(
            types(), elementwise(), reductions(), movements(), products(), convolutions(), norms())
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
                (ops, t) -> ops.slice(t.get("x"), new int[] {0, 2}, new int[] {2, 2}))
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

  private static List<RefusalCase> products() {
    return List.of(
        refuses(
                "matmul: wants rank 2 or more, got [3] and [3, 2]",
                (ops, t) -> ops.matmul(t.get("a"), t.get("b")))
            .given("a", 3)
            .given("b", 3, 2),
        refuses(
                "matmul: the last axis of [2, 3] must equal the last but one of [4, 2], got 3 and"
                    + " 4",
                (ops, t) -> ops.matmul(t.get("a"), t.get("b")))
            .given("a", 2, 3)
            .given("b", 4, 2),
        refuses(
                "matmul: shapes [2] and [3] do not broadcast",
                (ops, t) -> ops.matmul(t.get("a"), t.get("b")))
            .given("a", 2, 4, 3)
            .given("b", 3, 3, 2),
        refuses(
                "linear: weight must be [out, in], got [4]",
                (ops, t) -> ops.linear(t.get("x"), t.get("w"), null))
            .given("x", 2, 4)
            .given("w", 4),
        refuses(
                "linear: weight [5, 3] wants a last axis of 3, got [2, 4]",
                (ops, t) -> ops.linear(t.get("x"), t.get("w"), null))
            .given("x", 2, 4)
            .given("w", 5, 3),
        refuses(
                "linear: bias must be [5], got [4]",
                (ops, t) -> ops.linear(t.get("x"), t.get("w"), t.get("b")))
            .given("x", 2, 4)
            .given("w", 5, 4)
            .given("b", 4));
  }

  private static List<RefusalCase> convolutions() {
    ConvSpec same = ConvSpec.same(3, 3);
    return List.of(
        refuses(
                "conv: wants [N, C, H, W] or [N, C, D, H, W], got [3, 8, 8]",
                (ops, t) -> ops.conv(t.get("x"), t.get("w"), null, same))
            .given("x", 3, 8, 8)
            .given("w", 4, 3, 3, 3),
        refuses(
                "conv: weight [4, 3, 3, 3, 3] or stride [1, 1] has another spatial rank than input"
                    + " [1, 3, 8, 8]",
                (ops, t) -> ops.conv(t.get("x"), t.get("w"), null, same))
            .given("x", 1, 3, 8, 8)
            .given("w", 4, 3, 3, 3, 3),
        refuses(
                "conv: weight [4, 3, 3, 3] wants 3 channels in 1 group(s), got input [1, 2, 8, 8]",
                (ops, t) -> ops.conv(t.get("x"), t.get("w"), null, same))
            .given("x", 1, 2, 8, 8)
            .given("w", 4, 3, 3, 3),
        refuses(
                "conv: 2 groups must divide the channels of input [1, 3, 8, 8] and the first axis"
                    + " of weight [4, 1, 3, 3]",
                (ops, t) -> ops.conv(t.get("x"), t.get("w"), null, same.withGroups(2)))
            .given("x", 1, 3, 8, 8)
            .given("w", 4, 1, 3, 3),
        refuses(
                "conv: bias must be [4], got [3]",
                (ops, t) -> ops.conv(t.get("x"), t.get("w"), t.get("b"), same))
            .given("x", 1, 3, 8, 8)
            .given("w", 4, 3, 3, 3)
            .given("b", 3),
        refuses(
                "conv: a window of 5 does not fit spatial axis 1 of input [1, 1, 6, 2] with padding"
                    + " 1",
                (ops, t) -> ops.conv(t.get("x"), t.get("w"), null, same.withDilation(2)))
            .given("x", 1, 1, 6, 2)
            .given("w", 1, 1, 3, 3),
        refuses(
                "convTranspose: dilation and groups must be 1, got [1, 1] and 2",
                (ops, t) -> ops.convTranspose(t.get("x"), t.get("w"), null, same.withGroups(2)))
            .given("x", 1, 2, 4, 4)
            .given("w", 2, 1, 3, 3),
        refuses(
                "convTranspose: weight [3, 1, 3, 3] wants 3 channels, got input [1, 2, 4, 4]",
                (ops, t) -> ops.convTranspose(t.get("x"), t.get("w"), null, same))
            .given("x", 1, 2, 4, 4)
            .given("w", 3, 1, 3, 3),
        refuses(
                "convTranspose: input [1, 1, 1, 4] leaves nothing along spatial axis 0",
                (ops, t) -> ops.convTranspose(t.get("x"), t.get("w"), null, ConvSpec.of(2, 1, 1)))
            .given("x", 1, 1, 1, 4)
            .given("w", 1, 1, 2, 2),
        refuses(
                "maxPool: kernel [2, 2] has another spatial rank than input [1, 1, 4, 4, 4]",
                (ops, t) -> ops.maxPool(t.get("x"), PoolSpec.of(2, 2)))
            .given("x", 1, 1, 4, 4, 4),
        refuses(
                "avgPool: a window of 3 does not fit spatial axis 0 of input [1, 1, 2, 4] with"
                    + " padding 0",
                (ops, t) -> ops.avgPool(t.get("x"), PoolSpec.of(2, 3)))
            .given("x", 1, 1, 2, 4),
        refuses(
                "resize: size [8, 8] must have 3 entries for input [1, 1, 4, 4, 4]",
                (ops, t) -> ops.resize(t.get("x"), new int[] {8, 8}, Resize.LINEAR))
            .given("x", 1, 1, 4, 4, 4),
        refuses(
                "resize: cannot make [0, 8] from input [1, 1, 4, 4]",
                (ops, t) -> ops.resize(t.get("x"), new int[] {0, 8}, Resize.NEAREST))
            .given("x", 1, 1, 4, 4));
  }

  private static List<RefusalCase> norms() {
    OpCase.Body batchNorm =
        (ops, t) ->
            ops.batchNorm(
                    t.get("x"), t.get("s"), t.get("c"), t.get("c"), t.get("c"), true, 0.1, 1e-5)
                .output();
    return List.of(
        refuses("batchNorm: scale must be [3], got [2]", batchNorm)
            .given("x", 2, 3, 4, 4)
            .given("s", 2)
            .given("c", 3),
        refuses(
                "batchNorm: training wants more than one value a channel, got [1, 3, 1, 1]",
                batchNorm)
            .given("x", 1, 3, 1, 1)
            .given("s", 3)
            .given("c", 3),
        refuses("batchNorm: wants [N, C, ...], got [4]", batchNorm)
            .given("x", 4)
            .given("s", 4)
            .given("c", 4),
        refuses(
                "instanceNorm: wants [N, C, H, W] or [N, C, D, H, W], got [2, 3]",
                (ops, t) -> ops.instanceNorm(t.get("x"), 1e-5))
            .given("x", 2, 3),
        refuses(
                "instanceNorm: epsilon must be above 0, got 0.0",
                (ops, t) -> ops.instanceNorm(t.get("x"), 0))
            .given("x", 1, 2, 3, 3),
        refuses(
                "layerNorm: shift must be [4], got [3]",
                (ops, t) -> ops.layerNorm(t.get("x"), t.get("s"), t.get("c"), 1e-5))
            .given("x", 2, 4)
            .given("s", 4)
            .given("c", 3));
  }
}
