package dev.icl.core.contract;

import dev.icl.core.ops.PoolSpec;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.List;

/**
 * Gradients at ties and kinks, where finite differences cannot tell and the documented convention
 * decides. The output's elements are summed with weight 1.
 */
final class ConventionCases {
  private ConventionCases() {}

  static List<OpCase> all() {
    return List.of(
        OpCase.of("abs has no gradient at 0", (ops, t) -> ops.abs(t.get("x")))
            .operand("x", vector(-2, 0, 3))
            .gradient("x", -1, 0, 1)
            .edge(),
        OpCase.of("relu has no gradient at 0", (ops, t) -> ops.relu(t.get("x")))
            .operand("x", vector(-2, 0, 3))
            .gradient("x", 0, 0, 1)
            .edge(),
        OpCase.of("leakyRelu has the slope at 0", (ops, t) -> ops.leakyRelu(t.get("x"), 0.1))
            .operand("x", vector(-2, 0, 3))
            .gradient("x", 0.1, 0.1, 1)
            .edge(),
        OpCase.of("clamp passes gradients on its bounds", (ops, t) -> ops.clamp(t.get("x"), -1, 1))
            .operand("x", vector(-2, -1, 0, 1, 2))
            .gradient("x", 0, 1, 1, 1, 0)
            .edge(),
        OpCase.of("maximum shares a tie", (ops, t) -> ops.maximum(t.get("a"), t.get("b")))
            .operand("a", vector(1, 2, 3))
            .operand("b", vector(1, 5, 0))
            .gradient("a", 0.5, 0, 1)
            .gradient("b", 0.5, 1, 0)
            .edge(),
        OpCase.of("minimum shares a tie", (ops, t) -> ops.minimum(t.get("a"), t.get("b")))
            .operand("a", vector(1, 2, 3))
            .operand("b", vector(1, 5, 0))
            .gradient("a", 0.5, 1, 0)
            .gradient("b", 0.5, 0, 1)
            .edge(),
        OpCase.of(
                "maximum shares ties with a stretched operand",
                (ops, t) -> ops.maximum(t.get("a"), t.get("b")))
            .operand("a", vector(1, 2, 1, 0))
            .operand("b", HostTensor.of(Shape.of(1), 1f))
            .gradient("a", 0.5, 1, 0.5, 0)
            .gradient("b", 2)
            .edge(),
        OpCase.of("max shares a tie of three", (ops, t) -> ops.max(t.get("x"), false))
            .operand("x", vector(2, 1, 2, 2))
            .gradient("x", 1 / 3.0, 0, 1 / 3.0, 1 / 3.0)
            .edge(),
        OpCase.of("max shares ties within each row", (ops, t) -> ops.max(t.get("x"), false, 1))
            .operand("x", HostTensor.of(Shape.of(2, 3), 4f, 4f, 1f, 0f, 2f, 1f))
            .gradient("x", 0.5, 0.5, 0, 0, 1, 0)
            .edge(),
        OpCase.of(
                "maxPool takes the first maximum",
                (ops, t) -> ops.maxPool(t.get("x"), PoolSpec.of(2, 2)))
            .operand("x", HostTensor.of(Shape.of(1, 1, 2, 4), 1f, 1f, 0f, 3f, 1f, 1f, 3f, 3f))
            .gradient("x", 1, 0, 0, 1, 0, 0, 0, 0)
            .edge(),
        OpCase.of(
                "maxPool takes the first maximum of a volume",
                (ops, t) -> ops.maxPool(t.get("x"), PoolSpec.of(3, 2)))
            .operand("x", HostTensor.of(Shape.of(1, 1, 2, 2, 2), 0f, 0f, 5f, 5f, 5f, 0f, 5f, 0f))
            .gradient("x", 0, 0, 1, 0, 0, 0, 0, 0)
            .edge(),
        OpCase.of(
                "maxPool adds up where windows overlap",
                (ops, t) -> ops.maxPool(t.get("x"), PoolSpec.of(2, 3, 1, 1)))
            .operand("x", HostTensor.of(Shape.of(1, 1, 2, 2), 1f, 4f, 2f, 3f))
            .gradient("x", 0, 4, 0, 0)
            .edge(),
        OpCase.of("pow 0 is 1 without a slope", (ops, t) -> ops.pow(t.get("x"), 0))
            .operand("x", vector(-2, 0, 3))
            .gradient("x", 0, 0, 0)
            .edge(),
        OpCase.of("pow has the integer power's gradient at 0", (ops, t) -> ops.pow(t.get("x"), 2))
            .operand("x", vector(-3, 0, 2))
            .gradient("x", -6, 0, 4)
            .edge(),
        OpCase.of(
                "stopGradient makes a constant",
                (ops, t) -> ops.mul(t.get("x"), ops.stopGradient(t.get("x"))))
            .operand("x", vector(3, -5))
            .gradient("x", 3, -5)
            .edge(),
        OpCase.of(
                "gather adds the gradients of repeated indices",
                (ops, t) -> ops.gather(t.get("x"), t.get("i"), 0))
            .operand("x", vector(10, 20, 30))
            .input("i", HostTensor.of(Shape.of(4), 2L, 0L, 2L, 2L))
            .gradient("x", 1, 0, 3)
            .edge(),
        OpCase.of(
                "where sends each gradient to the branch taken",
                (ops, t) -> ops.where(ops.greater(t.get("a"), t.get("b")), t.get("a"), t.get("b")))
            .operand("a", vector(1, 2, 3))
            .operand("b", vector(1, 1, 9))
            .gradient("a", 0, 1, 0)
            .gradient("b", 1, 0, 1)
            .edge());
  }

  private static HostTensor vector(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return HostTensor.of(Shape.of(floats.length), floats);
  }
}
