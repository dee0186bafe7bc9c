package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Anchors the reference's gradients to numbers computed with PyTorch 1.13 in float64. */
class ReferenceGradientsTest extends ReferenceAnchors {
  @Test
  void gradientsAreThoseOfAutograd() {
    ConvSpec grouped = ConvSpec.of(2, 2, 1).withGroups(2);
    Map<String, HostTensor> conv =
        gradients(
            "w",
            ramp(5, new int[] {2, 1, 2, 2}, DType.F32),
            (o, t) ->
                o.sum(
                    o.square(
                        o.conv(o.cast(o.constant(ramp(1, 2, 3, 3)), DType.F32), t, null, grouped)),
                    false));
    assertClose(conv, -2.375, 1.59375, -3.8125, 2.5625, -0.21875, 1.4375, -0.625, 2.125);

    Map<String, HostTensor> softmax =
        gradients(
            "w",
            ramp(7, new int[] {2, 3}, DType.F32),
            (o, t) ->
                o.sum(o.mul(o.softmax(t, 1), o.cast(o.constant(weights(2, 3)), DType.F32)), false));
    assertClose(
        softmax,
        -0.0846702882,
        0.3235739293,
        -0.2389036411,
        0.1163981336,
        -0.3031563447,
        0.1867582111);
  }

  private static Map<String, HostTensor> gradients(
      String name, HostTensor value, Objective objective) {
    try (Rig rig = new Rig(new ReferenceEngine(EngineOptions.defaults())).parameter(name, value)) {
      return rig.run(
          (scope, in) -> Map.of("loss", objective.of(scope.ops(), scope.variable(name))),
          Compilation.gradients("loss"),
          Map.of());
    }
  }

  private static void assertClose(Map<String, HostTensor> results, double... expected) {
    assertThat(results.get("grad/w").toDoubles()).containsExactly(expected, within(1e-6));
  }

  @FunctionalInterface
  private interface Objective {
    Tensor of(Ops ops, Tensor w);
  }
}
