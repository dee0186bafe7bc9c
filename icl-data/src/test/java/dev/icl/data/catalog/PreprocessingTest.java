package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.data.model.Volume;
import dev.icl.data.scan.AxisOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
  @Test
  void minMaxTakesTheWholeVolume() {
    assertThat(Preprocessing.minMax().apply(volume(-2, 0, 2)).image()).containsExactly(0, 0.5f, 1);
  }

  @Test
  void aVolumeOfOneIntensityBecomesZero() {
    assertThat(Preprocessing.minMax().apply(volume(7, 7, 7)).image()).containsOnly(0);
  }

  @Test
  void aWindowCutsOffWhatIsOutside() {
    assertThat(Preprocessing.window(-125, 275).apply(volume(-1000, 75, 1000)).image())
        .containsExactly(0, 0.5f, 1);
  }

  @Test
  void volumesMayStayAsTheyAre() {
    Volume volume = volume(1, 2, 3);

    assertThat(Preprocessing.none().apply(volume)).isSameAs(volume);
  }

  @Test
  void eachHasATextThatGivesItBack() {
    assertThat(Preprocessing.none()).hasToString("none");
    assertThat(Preprocessing.minMax()).hasToString("min_max");
    assertThat(Preprocessing.window(-125, 275)).hasToString("window -125.0 275.0");
    for (Preprocessing steps :
        List.of(Preprocessing.none(), Preprocessing.minMax(), Preprocessing.window(-1e-7, 3e9))) {
      assertThat(Preprocessing.ofText(steps.toString())).isEqualTo(steps);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "minmax", "window", "window 1", "window 3 2", "window low high"})
  void anotherTextIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Preprocessing.ofText(text));
  }

  @Test
  void oneMayDependOnTheOrderOfAFile() {
    Preprocessing steps = Preprocessing.byOrder(Preprocessing.minMax(), Preprocessing.none());

    assertThat(steps.in(AxisOrder.FIRST_FASTEST)).isEqualTo(Preprocessing.minMax());
    assertThat(steps.in(AxisOrder.LAST_FASTEST)).isEqualTo(Preprocessing.none());
    assertThat(Preprocessing.byOrder(Preprocessing.minMax(), Preprocessing.minMax()))
        .isEqualTo(Preprocessing.minMax());
  }

  private static Volume volume(float... values) {
    return Volume.of("v", "v", 1, 1, values.length, values);
  }
}
