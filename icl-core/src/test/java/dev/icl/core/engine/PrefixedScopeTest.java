package dev.icl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrefixedScopeTest {
  @Test
  void aLayerReadsAndAssignsTheVariablesOfTheCopy() {
    BatchNorm norm = new BatchNorm("n", 1);
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      for (VariableSpec spec : norm.variables()) {
        HostTensor value = spec.initializer().create(spec.dtype(), spec.shape(), RandomKey.of(1));
        engine.variables().create(spec, value);
        engine.variables().create(prefixed(spec), value);
      }
      engine.variables().write("copy.n.bias", HostTensor.of(Shape.of(1), 3f));
      Program program =
          (scope, in) -> Map.of("y", norm.apply(new PrefixedScope(scope, "copy."), in.get("x")));

      Map<String, HostTensor> results;
      try (var compiled = engine.compile(program, Compilation.forward())) {
        results = compiled.run(Map.of("x", images()), RandomKey.of(1));
      }

      assertThat(results.get("y").get(0) + results.get("y").get(1)).isBetween(5.999, 6.001);
      assertThat(engine.variables().read("copy.n.running_mean").get(0)).isBetween(0.499, 0.501);
      assertThat(engine.variables().read("n.running_mean").get(0)).isZero();
    }
  }

  private static VariableSpec prefixed(VariableSpec spec) {
    return new VariableSpec(
        "copy." + spec.name(), spec.dtype(), spec.shape(), spec.kind(), spec.initializer());
  }

  /** Mean 5. */
  private static HostTensor images() {
    return HostTensor.fill(DType.F32, Shape.of(1, 1, 1, 2), i -> i == 0 ? 4 : 6);
  }
}
