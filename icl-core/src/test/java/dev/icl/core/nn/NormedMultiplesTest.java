package dev.icl.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormedMultiplesTest {
  private static final RandomKey KEY = RandomKey.of(5);

  /** The second image is nearly even: there the epsilon counts. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void isAConvolutionOfOnePixelAndAnInstanceNorm(int rank) {
    NormedMultiples both = new NormedMultiples("n", rank, 3);
    Conv conv = Conv.same("n", rank, 1, 3, 1).withoutBias();
    assertThat(both.variables()).extracting(VariableSpec::name).containsExactly("n.weight");
    Shape shape = rank == 2 ? Shape.of(2, 1, 4, 5) : Shape.of(2, 1, 4, 5, 3);
    UniformRandomProvider random = KEY.generator();
    HostTensor x =
        HostTensor.fill(
            DType.F32, shape, i -> 3 + random.nextDouble() * (i < shape.numel() / 2 ? 1 : 0.01));
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram program =
            engine.compile(
                (scope, in) ->
                    Map.of(
                        "found", both.apply(scope, in.get("x")),
                        "expected",
                            new InstanceNorm().apply(scope, conv.apply(scope, in.get("x")))),
                Compilation.inference())) {
      for (VariableSpec spec : both.variables()) {
        HostTensor weights = spec.initializer().create(spec.dtype(), spec.shape(), KEY);
        engine.variables().create(spec, weights);
      }
      Map<String, HostTensor> outputs = program.run(Map.of("x", x), KEY);

      assertThat(outputs.get("found").shape()).isEqualTo(shape.with(1, 3));
      assertThat(outputs.get("found").toDoubles())
          .containsExactly(outputs.get("expected").toDoubles(), within(1e-6));
    }
  }
}
