package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JitterTest {
  private static final Offset<Float> ROUNDING = within(1e-6f);

  @Test
  void imagesBetweenBlackAndWhiteAreChangedAsByTheProgram() {
    float[] image = {0.2f, 0.4f, 0.6f};
    float[] range = Jitter.blackAndWhite(image);

    assertThat(range).containsExactly(0, 1);
    assertThat(Jitter.brighter(image, 1.5, range))
        .containsExactly(new float[] {0.3f, 0.6f, 0.9f}, ROUNDING);
    // white stays white
    assertThat(Jitter.brighter(image, 2, range))
        .containsExactly(new float[] {0.4f, 0.8f, 1}, ROUNDING);
    // around the mean, 0.4
    assertThat(Jitter.stretched(image, 0.5, range))
        .containsExactly(new float[] {0.3f, 0.4f, 0.5f}, ROUNDING);
    assertThat(Jitter.stretched(image, 4, range))
        .containsExactly(new float[] {0, 0.4f, 1}, ROUNDING);
  }

  @Test
  void otherIntensitiesHaveBlackAndWhiteOfTheirOwn() {
    float[] image = {-1, 0, 2};
    float[] range = Jitter.blackAndWhite(image);

    assertThat(range).containsExactly(-1, 2);
    assertThat(Jitter.brighter(image, 0.5, range))
        .containsExactly(new float[] {-1, -0.5f, 0.5f}, ROUNDING);
    assertThat(Jitter.brighter(image, 1.5, range))
        .containsExactly(new float[] {-1, 0.5f, 2}, ROUNDING);
  }

  @Test
  void bothOrdersAreDrawn() {
    int[] found = new int[2];
    for (int i = 0; i < 200; i++) {
      var random = RandomKey.of(i).generator();
      double brightness = 0.5 + random.nextDouble();
      double contrast = 0.5 + random.nextDouble();
      if (brightness > 1.05 && contrast < 0.95) {
        float[] changed =
            new Jitter(0.5).apply(Shape.of(1, 2), new float[] {0, 1}, RandomKey.of(i).generator());
        // white is as white as can be, so that brightness has no effect before contrast
        double dark = 0.5 - 0.5 * contrast;
        boolean contrastFirst = Math.abs(changed[0] - brightness * dark) < 1e-6;
        assertThat(contrastFirst || Math.abs(changed[0] - dark) < 1e-6).isTrue();
        found[contrastFirst ? 1 : 0]++;
      }
    }
    assertThat(found[0]).isGreaterThan(5);
    assertThat(found[1]).isGreaterThan(5);
  }

  @Test
  void theSetsOfBothProgramsAreThere() {
    assertThat(Augmentations.intensities("jitter")).isNotNull();
    assertThat(Augmentations.intensities("sharp-jitter")).isNotNull();
    assertThatThrownBy(() -> Augmentations.intensities("colour"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no set of intensity changes 'colour'; available: intensity, jitter and"
                + " sharp-jitter");
  }
}
