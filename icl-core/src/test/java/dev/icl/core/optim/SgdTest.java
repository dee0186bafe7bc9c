package dev.icl.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps worked out by hand from {@code torch.optim.SGD}'s definition; the gradient is 2 always. */
class SgdTest {
  private static final double ROUNDING = 1e-9;

  @Test
  void momentumAddsUpDecayedGradients() {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram step = training(engine, new Sgd(0.5, 0.25))) {
      // m = 2 + 0.25·4 = 3; p = 4 − 0.5·3
      assertThat(after(engine, step, 0.5)).isCloseTo(2.5, within(ROUNDING));
      assertThat(engine.variables().read("optimizer.momentum_buffer.p").get(0))
          .isCloseTo(3, within(ROUNDING));
      // m = 0.5·3 + 2 + 0.25·2.5 = 4.125; p = 2.5 − 0.25·4.125
      assertThat(after(engine, step, 0.25)).isCloseTo(1.46875, within(1e-6));
      assertThat(engine.variables().read("optimizer.momentum_buffer.p").get(0))
          .isCloseTo(4.125, within(1e-6));
    }
  }

  @Test
  void withoutMomentumNothingIsRemembered() {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram step = training(engine, new Sgd(0, 0.25))) {
      // p = 4 − 0.5·(2 + 0.25·4), then 2.5 − 0.5·(2 + 0.25·2.5)
      assertThat(after(engine, step, 0.5)).isCloseTo(2.5, within(ROUNDING));
      assertThat(after(engine, step, 0.5)).isCloseTo(1.1875, within(1e-6));
      assertThat(engine.variables().specs()).extracting(VariableSpec::name).containsExactly("p");
    }
  }

  @Test
  void slotsAreThoseOfTheStateDict() {
    assertThat(new Sgd(0.9, 0).slots()).containsExactly("momentum_buffer");
    assertThat(new Sgd(0, 0.1).slots()).isEmpty();
    assertThat(Optimizer.slotName("momentum_buffer", "conv.weight"))
        .isEqualTo("optimizer.momentum_buffer.conv.weight");
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0", "1, 0", "NaN, 0", "0.9, -1e-9", "0.9, NaN"})
  void ratesOutOfRangeAreRefused(double momentum, double weightDecay) {
    assertThatThrownBy(() -> new Sgd(momentum, weightDecay))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "momentum must be in [0, 1) and weight decay at least 0: "
                + momentum
                + ", "
                + weightDecay);
  }

  private static CompiledProgram training(ReferenceEngine engine, Sgd sgd) {
    engine
        .variables()
        .create(
            new VariableSpec(
                "p",
                DType.F32,
                Shape.of(),
                VariableKind.PARAMETER,
                (type, shape, key) -> HostTensor.zeros(type, shape)),
            HostTensor.scalar(4));
    return engine.compile(
        (scope, in) -> Map.of("loss", scope.ops().mul(scope.variable("p"), 2)),
        Compilation.training("loss", sgd));
  }

  private static double after(ReferenceEngine engine, CompiledProgram step, double rate) {
    step.run(Map.of(Optimizer.LEARNING_RATE, HostTensor.scalar(rate)), RandomKey.of(1));
    return engine.variables().read("p").item();
  }
}
