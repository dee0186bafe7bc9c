package dev.icl.core.contract;

import static dev.icl.core.contract.RefusalCase.refuses;

import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Operands that products, convolutions and normalisations must refuse. */
final class NetworkRefusals {
  private NetworkRefusals() {}

  static List<RefusalCase> all() {
    return Stream.of(products(), convolutions(), norms()).flatMap(List::stream).toList();
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
                (ops, t) -> ops.resize(t.get("x"), Shape.of(8, 8), Resize.LINEAR))
            .given("x", 1, 1, 4, 4, 4),
        refuses(
                "resize: cannot make [0, 8] from input [1, 1, 4, 4]",
                (ops, t) -> ops.resize(t.get("x"), Shape.of(0, 8), Resize.NEAREST))
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
