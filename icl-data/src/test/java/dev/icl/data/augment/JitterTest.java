package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JitterTest {
  private static final int IMAGES = 2000;
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

  /** A grey image tells the factor of brightness, and contrast leaves it alone. */
  @ParameterizedTest
  @ValueSource(strings = {"jitter", "sharp-jitter"})
  void fourOfFiveImagesAreChangedByFactorsFromOneHalfToThreeHalves(String set) {
    float[] grey = new float[25];
    Arrays.fill(grey, 0.5f);
    int changed = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < IMAGES; i++) {
      double factor = changed(set, grey, i)[12] / 0.5;
      assertThat(factor).isBetween(0.5 - 1e-6, 1.5 + 1e-6);
      if (Math.abs(factor - 1) > 1e-6) {
        changed++;
        sum += factor - 1;
        squares += (factor - 1) * (factor - 1);
      }
    }
    // five deviations of 2000 draws
    assertThat(changed).isBetween(1600 - 90, 1600 + 90);
    assertThat(sum / changed).isCloseTo(0, within(0.04));
    assertThat(squares / changed).isCloseTo(1.0 / 12, within(0.01));
  }

  /**
   * The neighbour of a bright pixel tells the deviation of the filter, whatever brightness and
   * contrast are: {@code e^(−1 / 2σ²)} of its distance from the background.
   */
  @ParameterizedTest
  @CsvSource({"jitter, 0.5", "sharp-jitter, 0.2"})
  void asManyAreBlurredAsInTheProgramBySigmasUpToTwo(String set, double probability) {
    int edge = 25;
    float[] bright = new float[edge * edge];
    Arrays.fill(bright, 0.2f);
    int middle = edge * edge / 2;
    bright[middle] = 0.6f;
    int blurred = 0;
    double largest = 0;
    for (int i = 0; i < IMAGES; i++) {
      float[] found = changed(set, bright, i);
      double distance = (found[middle + 1] - found[0]) / (found[middle] - found[0]);
      largest = Math.max(largest, distance);
      blurred += distance > Math.exp(-0.5 / (0.3 * 0.3)) ? 1 : 0;
    }
    // deviations below 0.3 are left out
    double expected = IMAGES * probability * (2 - 0.3) / (2 - 0.1);
    assertThat((double) blurred).isCloseTo(expected, within(5 * Math.sqrt(IMAGES) / 2));
    assertThat(largest).isCloseTo(Math.exp(-0.5 / 4), within(0.01));
  }

  private static float[] changed(String set, float[] image, int seed) {
    int edge = (int) Math.sqrt(image.length);
    return Augmentations.intensities(set)
        .apply(Sample.of(Patches.ID, Shape.of(edge, edge), image), RandomKey.of(seed))
        .image();
  }

  @Test
  void anUnknownSetIsRefused() {
    assertThatThrownBy(() -> Augmentations.intensities("colour"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no set of intensity changes 'colour'; available: intensity, jitter and"
                + " sharp-jitter");
  }
}
