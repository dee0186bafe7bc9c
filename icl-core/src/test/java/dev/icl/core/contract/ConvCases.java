package dev.icl.core.contract;

import static dev.icl.core.contract.Values.random;

import dev.icl.core.ops.ConvSpec;
import dev.icl.core.tensor.HostTensor;
import java.util.List;

/** Convolutions and transposed convolutions, in 2-D and 3-D. */
final class ConvCases {
  private ConvCases() {}

  static List<OpCase> all() {
    return List.of(
        conv("same 3x3", ConvSpec.same(3, 3), dims(2, 2, 4, 5), dims(3, 2, 3, 3)),
        conv("valid 3x3", ConvSpec.of(2, 1, 0), dims(1, 2, 4, 5), dims(2, 2, 3, 3)),
        conv("1x1", ConvSpec.of(2, 1, 0), dims(2, 3, 3, 2), dims(4, 3, 1, 1)),
        conv("1x1 of stride 2", ConvSpec.of(2, 2, 0), dims(1, 2, 5, 4), dims(3, 2, 1, 1)).edge(),
        conv("3x3 of stride 2", ConvSpec.of(2, 2, 1), dims(1, 2, 5, 6), dims(2, 2, 3, 3)),
        conv("patches", ConvSpec.of(2, 2, 0), dims(2, 1, 4, 6), dims(3, 1, 2, 2)),
        conv("even kernel", ConvSpec.of(2, 1, 1), dims(1, 1, 3, 4), dims(2, 1, 2, 4)).edge(),
        conv("1x5 kernel", ConvSpec.same(1, 5), dims(1, 2, 3, 6), dims(2, 2, 1, 5)).edge(),
        conv(
            "dilated by 2",
            spec(ints(1, 1), ints(2, 2), ints(2, 2), 1),
            dims(1, 2, 5, 6),
            dims(2, 2, 3, 3)),
        conv(
                "everything asymmetric",
                spec(ints(2, 1), ints(0, 2), ints(1, 2), 1),
                dims(2, 2, 5, 4),
                dims(2, 2, 3, 2))
            .edge(),
        conv("two groups", ConvSpec.same(3, 3).withGroups(2), dims(1, 4, 3, 4), dims(4, 2, 3, 3)),
        conv("depthwise", ConvSpec.same(3, 3).withGroups(3), dims(2, 3, 3, 4), dims(3, 1, 3, 3)),
        conv(
                "depthwise with two outputs a channel",
                ConvSpec.of(2, 2, 1).withGroups(2),
                dims(1, 2, 4, 5),
                dims(4, 1, 3, 3))
            .edge(),
        conv(
                "dilated groups",
                ConvSpec.of(2, 1, 2).withDilation(2).withGroups(2),
                dims(1, 2, 4, 5),
                dims(2, 1, 3, 3))
            .edge(),
        conv(
                "kernel as large as the input",
                ConvSpec.of(2, 1, 0),
                dims(1, 2, 3, 2),
                dims(3, 2, 3, 2))
            .edge(),
        conv("one pixel", ConvSpec.same(3, 3), dims(1, 1, 1, 1), dims(1, 1, 3, 3)).edge(),
        withoutBias("image", ConvSpec.same(3, 3), dims(2, 1, 3, 3), dims(2, 1, 3, 3)),
        conv("same 3x3x3", ConvSpec.same(3, 3, 3), dims(1, 2, 2, 3, 3), dims(2, 2, 3, 3, 3)),
        conv("1x1x1", ConvSpec.of(3, 1, 0), dims(2, 2, 2, 1, 3), dims(3, 2, 1, 1, 1)),
        conv("patches of a volume", ConvSpec.of(3, 2, 0), dims(1, 1, 4, 2, 4), dims(2, 1, 2, 2, 2)),
        conv("3x3x3 of stride 2", ConvSpec.of(3, 2, 1), dims(1, 1, 4, 3, 5), dims(2, 1, 3, 3, 3)),
        conv(
                "volume, everything asymmetric",
                spec(ints(1, 2, 1), ints(1, 0, 1), ints(1, 1, 2), 1),
                dims(2, 1, 2, 3, 4),
                dims(2, 1, 2, 1, 3))
            .edge(),
        conv(
                "volume in two groups",
                ConvSpec.same(3, 1, 3).withGroups(2),
                dims(1, 2, 3, 2, 3),
                dims(4, 1, 3, 1, 3))
            .edge(),
        conv(
            "volume strided within its planes",
            spec(ints(1, 2, 2), ints(1, 1, 1), ints(1, 1, 1), 1),
            dims(1, 2, 3, 4, 5),
            dims(2, 2, 3, 3, 3)),
        conv(
            "planes of a volume, strided within them",
            spec(ints(1, 2, 2), ints(0, 1, 1), ints(1, 1, 1), 1),
            dims(1, 2, 3, 4, 6),
            dims(2, 2, 1, 3, 3)),
        conv(
                "volume strided along one axis",
                spec(ints(2, 1, 1), ints(1, 1, 1), ints(1, 1, 1), 1),
                dims(1, 1, 4, 3, 3),
                dims(2, 1, 3, 3, 3))
            .edge(),
        conv(
            "depthwise volume",
            ConvSpec.same(3, 3, 3).withGroups(2),
            dims(1, 2, 2, 3, 3),
            dims(2, 1, 3, 3, 3)),
        withoutBias("volume", ConvSpec.same(1, 3, 3), dims(1, 1, 2, 3, 3), dims(2, 1, 1, 3, 3)),
        transposed("2x2", ConvSpec.of(2, 2, 0), dims(2, 2, 2, 3), dims(2, 3, 2, 2)),
        transposed("overlapping", ConvSpec.of(2, 2, 1), dims(1, 2, 3, 2), dims(2, 2, 3, 3)).edge(),
        transposed("of stride 1", ConvSpec.of(2, 1, 1), dims(1, 1, 3, 4), dims(1, 2, 3, 3)).edge(),
        transposed("with gaps", ConvSpec.of(2, 3, 0), dims(1, 1, 2, 3), dims(1, 2, 2, 2)).edge(),
        transposed(
                "everything asymmetric",
                spec(ints(2, 1), ints(1, 0), ints(1, 1), 1),
                dims(2, 2, 3, 2),
                dims(2, 1, 4, 3))
            .edge(),
        transposed("one pixel", ConvSpec.of(2, 2, 0), dims(1, 3, 1, 1), dims(3, 2, 2, 2)).edge(),
        transposedWithoutBias("image", ConvSpec.of(2, 2, 0), dims(1, 2, 3, 3), dims(2, 2, 2, 2)),
        transposed("2x2x2", ConvSpec.of(3, 2, 0), dims(1, 2, 2, 1, 2), dims(2, 2, 2, 2, 2)),
        transposed(
            "of a volume within its planes",
            spec(ints(1, 2, 2), ints(0, 0, 0), ints(1, 1, 1), 1),
            dims(1, 2, 3, 2, 2),
            dims(2, 3, 1, 2, 2)),
        transposed(
                "overlapping volume",
                ConvSpec.of(3, 2, 1),
                dims(1, 1, 2, 3, 2),
                dims(1, 2, 3, 3, 3))
            .edge(),
        transposedWithoutBias(
            "volume", ConvSpec.of(3, 2, 0), dims(2, 1, 1, 2, 2), dims(1, 2, 2, 2, 2)));
  }

  private static int[] dims(int... dims) {
    return dims;
  }

  private static List<Integer> ints(Integer... values) {
    return List.of(values);
  }

  private static ConvSpec spec(
      List<Integer> stride, List<Integer> padding, List<Integer> dilation, int groups) {
    return new ConvSpec(stride, padding, dilation, groups);
  }

  private static OpCase conv(String label, ConvSpec spec, int[] x, int[] weight) {
    return operands(
            "conv " + label,
            (ops, t) -> ops.conv(t.get("x"), t.get("w"), t.get("b"), spec),
            x,
            weight)
        .operand("b", random("b", weight[0]));
  }

  private static OpCase withoutBias(String label, ConvSpec spec, int[] x, int[] weight) {
    return operands(
        "conv without bias, " + label,
        (ops, t) -> ops.conv(t.get("x"), t.get("w"), null, spec),
        x,
        weight);
  }

  private static OpCase transposed(String label, ConvSpec spec, int[] x, int[] weight) {
    return operands(
            "convTranspose " + label,
            (ops, t) -> ops.convTranspose(t.get("x"), t.get("w"), t.get("b"), spec),
            x,
            weight)
        .operand("b", random("b", weight[1]));
  }

  private static OpCase transposedWithoutBias(String label, ConvSpec spec, int[] x, int[] weight) {
    return operands(
        "convTranspose without bias, " + label,
        (ops, t) -> ops.convTranspose(t.get("x"), t.get("w"), null, spec),
        x,
        weight);
  }

  private static OpCase operands(String label, OpCase.Body body, int[] x, int[] weight) {
    HostTensor input = random("x", x);
    HostTensor kernel = random("w", weight);
    return OpCase.of(label, body).operand("x", input).operand("w", kernel);
  }
}
