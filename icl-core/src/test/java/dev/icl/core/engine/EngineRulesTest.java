package dev.icl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineRulesTest {
  private record Value(DType dtype, Shape shape) implements Tensor {}

  @Test
  void anInputThatWasNotGivenIsNamedBesideThoseThatWere() {
    Tensor x = new Value(DType.F32, Shape.of(2));
    ProgramInputs inputs = ProgramInputs.of(Map.of("image", x, "extra", x));

    assertThat(inputs.get("image")).isSameAs(x);
    assertThat(inputs.contains("image")).isTrue();
    assertThat(inputs.contains("label")).isFalse();
    assertThat(inputs.asMap()).containsOnlyKeys("image", "extra");
    assertThatThrownBy(() -> inputs.get("label"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no input 'label'; given are [extra, image]");
  }

  @Test
  void aHostInputThatWasNotGivenIsNamed() {
    assertThatThrownBy(() -> EngineRules.input(Map.of("x", HostTensor.scalar(1)), "learning_rate"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no input 'learning_rate'; given are [x]");
  }

  @Test
  void anOutputThatWasNotGivenIsNamedBesideThoseThatWere() {
    HostTensor loss = HostTensor.scalar(1);

    assertThat(EngineRules.output(Map.of("loss", loss), "loss")).isSameAs(loss);
    assertThatThrownBy(() -> EngineRules.output(Map.of("loss", loss, "dice", loss), "labels"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no output 'labels'; the program gives [dice, loss]");
  }

  @Test
  void anIntegerObjectiveIsRefused() {
    assertThatThrownBy(
            () ->
                EngineRules.objective(Map.of("loss", new Value(DType.I64, Shape.scalar())), "loss"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the objective 'loss' must be a floating scalar, got I64 []");
  }
}
