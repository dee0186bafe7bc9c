package dev.icl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class GradientsTest {
  @Test
  void resultsAreToldApartByTheirNames() {
    assertThat(Gradients.name("conv.weight")).isEqualTo("grad/conv.weight");
    assertThat(Gradients.isName("grad/conv.weight")).isTrue();
    assertThat(Gradients.isName("gradient")).isFalse();
  }

  @Test
  void gradientsAreNamedByTheirVariables() {
    assertThat(Gradients.of(Map.of("loss", 1, "grad/b", 2, "grad/a.grad/b", 3)))
        .containsExactly(Map.entry("a.grad/b", 3), Map.entry("b", 2));
  }
}
