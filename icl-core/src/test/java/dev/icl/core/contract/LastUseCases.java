package dev.icl.core.contract;

import static dev.icl.core.contract.Values.positive;
import static dev.icl.core.contract.Values.random;

import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Values that are read for the last time: what comes out must not tell whether they were reused.
 */
final class LastUseCases {
  private static final double EPSILON = 1e-5;

  private LastUseCases() {}

  static List<OpCase> all() {
    return List.of(
        convolved(
            "leakyRelu of a convolution's lastUse",
            9,
            (ops, t) -> ops.leakyRelu(ops.lastUse(conv(ops, t)), 0.01)),
        convolved(
            "leakyRelu of a lastUse with a negative slope",
            2,
            (ops, t) -> ops.leakyRelu(ops.lastUse(conv(ops, t)), -0.5)),
        convolved(
            "sum of convolutions, lastUse of the first",
            3,
            (ops, t) -> ops.add(ops.lastUse(conv(ops, t)), conv(ops, t))),
        convolved(
            "sum of sums of convolutions, lastUse of each",
            8,
            (ops, t) ->
                ops.relu(
                    ops.lastUse(
                        ops.add(
                            ops.lastUse(ops.add(ops.lastUse(conv(ops, t)), conv(ops, t))),
                            ops.mul(conv(ops, t), -3))))),
        OpCase.of(
                "relu of a batchNorm's lastUse",
                (ops, t) -> ops.relu(ops.lastUse(normalized(ops, t))))
            .operand("x", random("x", 2, 9, 3, 2))
            .operand("scale", positive("scale", 9))
            .operand("shift", random("shift", 9))
            .input("mean", random("mean", 9))
            .input("var", positive("var", 9)),
        OpCase.of(
                "a convolution's lastUse added to more than its shape",
                (ops, t) -> ops.add(ops.lastUse(conv(ops, t)), t.get("more")))
            .operand("x", random("x", 1, 2, 2, 3))
            .operand("weight", random("weight", 3, 2, 3, 3))
            .operand("more", random("more", 4, 3, 2, 3))
            .edge(),
        // exp's gradient is its result
        OpCase.of(
                "lastUse of what backward reads",
                (ops, t) -> ops.leakyRelu(ops.lastUse(ops.exp(t.get("x"))), 0.3))
            .operand("x", random("x", 3, 5))
            .edge(),
        OpCase.of("lastUse of a scalar", (ops, t) -> ops.relu(ops.lastUse(ops.mul(t.get("x"), -2))))
            .operand("x", random("x"))
            .edge());
  }

  private static OpCase convolved(String label, int channels, OpCase.Body body) {
    return OpCase.of(label, body)
        .operand("x", random("x", 2, 2, 4, 3))
        .operand("weight", random("weight", channels, 2, 3, 3));
  }

  private static Tensor conv(Ops ops, Map<String, Tensor> t) {
    return ops.conv(t.get("x"), t.get("weight"), null, ConvSpec.same(3, 3));
  }

  private static Tensor normalized(Ops ops, Map<String, Tensor> t) {
    return ops.batchNorm(
            t.get("x"),
            t.get("scale"),
            t.get("shift"),
            t.get("mean"),
            t.get("var"),
            true,
            0.1,
            EPSILON)
        .output();
  }
}
