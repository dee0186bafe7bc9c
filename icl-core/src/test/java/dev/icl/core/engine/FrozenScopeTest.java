package dev.icl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrozenScopeTest {
  @Test
  void parametersGetNoGradientAndBuffersAreStillAssigned() {
    BatchNorm norm = new BatchNorm("n", 2);
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      norm.variables().forEach(spec -> engine.variables().create(spec, initial(spec)));
      Program program =
          (scope, in) -> {
            Tensor usual = norm.apply(scope, in.get("x"));
            Tensor frozen = norm.apply(new FrozenScope(scope), in.get("x"));
            Tensor bias = scope.variable("n.bias");
            return Map.of(
                "loss",
                scope.ops().add(scope.ops().sum(bias, false), scope.ops().sum(frozen, false)),
                "usual",
                usual);
          };

      Map<String, HostTensor> results;
      try (var compiled = engine.compile(program, Compilation.gradients("loss"))) {
        results = compiled.run(Map.of("x", images()), RandomKey.of(1));
      }

      assertThat(results).containsKey("grad/n.bias").doesNotContainKey("grad/n.weight");
      assertThat(results.get("grad/n.bias").get(0)).isBetween(0.999, 1.001);
      // Two passes: 0.1 · 5 + 0.9 · 0.1 · 5.
      assertThat(engine.variables().read("n.running_mean").get(0)).isBetween(0.949, 0.951);
    }
  }

  private static HostTensor initial(VariableSpec spec) {
    return spec.initializer().create(spec.dtype(), spec.shape(), RandomKey.of(1));
  }

  /** Mean 5 in every channel. */
  private static HostTensor images() {
    return HostTensor.fill(DType.F32, Shape.of(1, 2, 1, 2), i -> i % 2 == 0 ? 4 : 6);
  }
}
