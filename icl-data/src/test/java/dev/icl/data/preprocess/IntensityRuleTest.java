package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.scan.AxisOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntensityRuleTest {
  @Test
  void minMaxTakesTheWholeVolume() {
    assertThat(IntensityRule.minMax().apply(volume(-2, 0, 2)).image()).containsExactly(0, 0.5f, 1);
  }

  @Test
  void aVolumeOfOneIntensityBecomesZero() {
    assertThat(IntensityRule.minMax().apply(volume(7, 7, 7)).image()).containsOnly(0);
  }

  @Test
  void aWindowCutsOffWhatIsOutside() {
    assertThat(IntensityRule.window(-125, 275).apply(volume(-1000, 75, 1000)).image())
        .containsExactly(0, 0.5f, 1);
  }

  @Test
  void volumesMayStayAsTheyAre() {
    Sample volume = volume(1, 2, 3);

    assertThat(IntensityRule.none().apply(volume)).isSameAs(volume);
  }

  @Test
  void eachHasATextThatGivesItBack() {
    assertThat(IntensityRule.none()).hasToString("none");
    assertThat(IntensityRule.minMax()).hasToString("min_max");
    assertThat(IntensityRule.window(-125, 275)).hasToString("window -125.0 275.0");
    for (IntensityRule steps :
        List.of(IntensityRule.none(), IntensityRule.minMax(), IntensityRule.window(-1e-7, 3e9))) {
      assertThat(IntensityRule.ofText(steps.toString())).isEqualTo(steps);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "minmax", "window", "window 1", "window 3 2", "window low high"})
  void anotherTextIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IntensityRule.ofText(text));
  }

  @Test
  void oneMayDependOnTheOrderOfAFile() {
    IntensityRule steps = IntensityRule.byOrder(IntensityRule.minMax(), IntensityRule.none());

    assertThat(steps.in(AxisOrder.FIRST_FASTEST)).isEqualTo(IntensityRule.minMax());
    assertThat(steps.in(AxisOrder.LAST_FASTEST)).isEqualTo(IntensityRule.none());
    assertThat(IntensityRule.byOrder(IntensityRule.minMax(), IntensityRule.minMax()))
        .isEqualTo(IntensityRule.minMax());
  }

  private static Sample volume(float... values) {
    return Sample.of(new SampleId("v", "v"), Shape.of(1, 1, values.length), values);
  }
}
