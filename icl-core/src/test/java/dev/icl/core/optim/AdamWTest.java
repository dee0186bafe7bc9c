package dev.icl.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of AdamW's settings; the contract of engines covers its steps. */
class AdamWTest {
  @Test
  void slotsAreThoseOfTheStateDict() {
    AdamW adamw = new AdamW(0.9, 0.999, 1e-8, 0.01);

    assertThat(adamw.slots()).containsExactly("exp_avg", "exp_avg_sq", "step");
    assertThat(adamw.slotShape("exp_avg", Shape.of(2, 3))).isEqualTo(Shape.of(2, 3));
    assertThat(adamw.slotShape("exp_avg_sq", Shape.of(2, 3))).isEqualTo(Shape.of(2, 3));
    assertThat(adamw.slotShape("step", Shape.of(2, 3))).isEqualTo(Shape.scalar());
    assertThat(Optimizer.isSlot(Optimizer.slotName("step", "conv.weight"))).isTrue();
    assertThat(Optimizer.isSlot("encoder.optimizer.weight")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 0.9, 1e-8, 0",
    "1, 0.9, 1e-8, 0",
    "NaN, 0.9, 1e-8, 0",
    "0.9, 1, 1e-8, 0",
    "0.9, -1, 1e-8, 0",
    "0.9, 0.9, 0, 0",
    "0.9, 0.9, NaN, 0",
    "0.9, 0.9, 1e-8, -1e-9",
    "0.9, 0.9, 1e-8, NaN"
  })
  void settingsOutOfRangeAreRefused(double beta1, double beta2, double epsilon, double decay) {
    assertThatThrownBy(() -> new AdamW(beta1, beta2, epsilon, decay))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "betas must be in [0, 1), epsilon above 0 and weight decay at least 0: %s, %s, %s, %s"
                .formatted(beta1, beta2, epsilon, decay));
  }

  @Test
  void theConfigurationNamesTheOptimiser() {
    OptimizerConfig defaults = OptimizerConfig.defaults();
    assertThat(defaults.create()).isEqualTo(new Sgd(0.9, 1e-4));

    assertThat(
            new OptimizerConfig(OptimizerKind.ADAMW, 0.9, 0.05, new AdamWConfig(0.8, 0.95, 1e-6))
                .create())
        .isEqualTo(new AdamW(0.8, 0.95, 1e-6, 0.05));
    assertThat(AdamWConfig.defaults()).isEqualTo(new AdamWConfig(0.9, 0.999, 1e-8));
  }
}
