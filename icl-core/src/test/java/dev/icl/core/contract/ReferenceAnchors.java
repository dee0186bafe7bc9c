package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.stream.Stream;

/** The operands whose results were computed with PyTorch 1.13 in float64, and the comparison. */
abstract class ReferenceAnchors {
  final Ops ops = new CheckedOps(new ReferenceOps());

  /** {@code ((7i + 3) mod 11 − 5) / 4}. */
  static HostTensor ramp(int... dims) {
    return ramp(7, dims, DType.F64);
  }

  /** {@code ((5i + 3) mod 11 − 5) / 4}. */
  static HostTensor weights(int... dims) {
    return ramp(5, dims, DType.F64);
  }

  static HostTensor ramp(int factor, int[] dims, DType dtype) {
    return HostTensor.fill(dtype, Shape.of(dims), i -> ((i * factor + 3) % 11 - 5) / 4.0);
  }

  Tensor x(int... dims) {
    return ops.constant(ramp(dims));
  }

  Tensor w(int... dims) {
    return ops.constant(weights(dims));
  }

  static void assertValues(Tensor actual, String expected) {
    assertValues(
        actual, Stream.of(expected.strip().split("\\s+")).mapToDouble(Double::valueOf).toArray());
  }

  static void assertValues(Tensor actual, double... expected) {
    assertThat(((RefTensor) actual).values()).containsExactly(expected, within(1e-8));
  }
}
