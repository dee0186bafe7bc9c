package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.model.Volume;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  @Test
  void minMaxTakesTheWholeVolume() {
    assertThat(Preprocessing.MIN_MAX.apply(volume(-2, 0, 2)).image()).containsExactly(0, 0.5f, 1);
  }

  @Test
  void aVolumeOfOneIntensityBecomesZero() {
    assertThat(Preprocessing.MIN_MAX.apply(volume(7, 7, 7)).image()).containsOnly(0);
  }

  @Test
  void aWindowCutsOffWhatIsOutside() {
    assertThat(Preprocessing.window(-125, 275).apply(volume(-1000, 75, 1000)).image())
        .containsExactly(0, 0.5f, 1);
  }

  @Test
  void volumesMayStayAsTheyAre() {
    Volume volume = volume(1, 2, 3);

    assertThat(Preprocessing.NONE.apply(volume)).isSameAs(volume);
  }

  private static Volume volume(float... values) {
    return Volume.of("v", "v", 1, 1, values.length, values);
  }
}
