package dev.icl.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientGuardTest {
  @Test
  void gradientsAreScaledDownToTheLimitOnly() {
    GradientGuard guard = new GradientGuard(0.5, false);

    assertThat(guard.clips()).isTrue();
    assertThat(guard.scale(2)).isCloseTo(0.249999875, within(1e-12));
    assertThat(guard.scale(0.25)).isEqualTo(1);
    assertThat(guard.scale(0)).isEqualTo(1);
    assertThat(GradientGuard.epsilon()).isEqualTo(1e-6);
  }

  @Test
  void withoutALimitNothingIsScaled() {
    assertThat(GradientGuard.REPORT.clips()).isFalse();
    assertThat(GradientGuard.REPORT.scale(1e9)).isEqualTo(1);
    assertThat(new GradientGuard(0, true).clips()).isFalse();
  }

  @Test
  void theNormIsThatOfAllGradientsTogether() {
    assertThat(GradientGuard.total(List.of(2.0, 3.0, 6.0))).isCloseTo(7, within(1e-12));
    assertThat(GradientGuard.total(List.of())).isZero();
  }

  @Test
  void brokenGradientsAreNamedInOrderAndTheNormOnlyWithALimit() {
    Map<String, Double> norms = new LinkedHashMap<>();
    norms.put("b", Double.NaN);
    norms.put("sound", 3.0);
    norms.put("a", Double.POSITIVE_INFINITY);

    assertThat(reported(GradientGuard.REPORT, norms).keySet())
        .containsExactly("non_finite/b", "non_finite/a");
    assertThat(reported(new GradientGuard(1, false), norms).keySet())
        .containsExactly("grad_norm", "non_finite/b", "non_finite/a");
    assertThat(reported(new GradientGuard(1, false), Map.of("x", 3.0, "y", 4.0)))
        .containsOnlyKeys("grad_norm")
        .hasEntrySatisfying("grad_norm", norm -> assertThat(norm.item()).isEqualTo(5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void aLimitThatIsNoneIsRefused(double clipNorm) {
    assertThatThrownBy(() -> new GradientGuard(clipNorm, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("clip norm must be at least 0: " + clipNorm);
  }

  private static Map<String, HostTensor> reported(GradientGuard guard, Map<String, Double> norms) {
    Map<String, HostTensor> results = new LinkedHashMap<>();
    guard.report(norms, results);
    return results;
  }
}
