package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.Augmentation.Identity;
import dev.icl.data.sample.Sample;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationsTest {
  private static final RandomKey KEY = RandomKey.of(11);

  /** Every change of intensities, always made. */
  static Stream<SampleAugmentation> intensityChanges() {
    return Stream.of(
            IntensityChanges.gamma(0.7, 1.5),
            IntensityChanges.contrast(0.75, 1.25),
            IntensityChanges.biasField(2, 0.3),
            IntensityChanges.blur(0.5, 1),
            IntensityChanges.noise(0.3),
            IntensityChanges.shift(0.1),
            new LowResolution(0.5))
        .map(change -> new IntensityAugmentation(1, change));
  }

  static Stream<SampleAugmentation> everything() {
    return Stream.concat(intensityChanges(), Stream.of(new Elastic(1, 4, 0.25)));
  }

  @Test
  void theAuthorsSetDrawsWhatItAlwaysDrew() {
    Augmentations authors = Augmentations.named("authors");

    for (int i = 0; i < 100; i++) {
      assertThat(authors.ofSlice(KEY.child(i))).isEqualTo(Augmentation.draw(KEY.child(i)));
    }
    assertThat(authors.changesSamples()).isFalse();
  }

  @Test
  void slicesOfTheLeftAtriumAreMovedAsThoseOfBrats() {
    for (int i = 0; i < 50; i++) {
      assertThat(Augmentations.named("la").ofSlice(KEY.child(i)))
          .isEqualTo(Augmentations.named("brats").ofSlice(KEY.child(i)));
    }
  }

  @Test
  void noneLeavesASampleAlone() {
    Augmentations none = Augmentations.named("none");

    assertThat(none.ofSlice(KEY)).isEqualTo(new Identity());
    assertThat(none.changesSamples()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("everything")
  void theSameKeyGivesTheSameSampleAndAnotherAnother(SampleAugmentation augmentation) {
    Sample patch = Patches.smooth(24, 20);

    float[] once = augmentation.apply(patch, KEY).image();

    assertThat(augmentation.apply(patch, KEY).image()).isEqualTo(once);
    assertThat(augmentation.apply(patch, KEY.child(1)).image()).isNotEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("everything")
  void theSampleItselfStaysAsItWas(SampleAugmentation augmentation) {
    Sample patch = Patches.smooth(8, 9, 10);
    augmentation.apply(patch, KEY);

    assertThat(patch.image()).isEqualTo(Patches.smooth(8, 9, 10).image());
    assertThat(patch.label().orElseThrow())
        .isEqualTo(Patches.smooth(8, 9, 10).label().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("intensityChanges")
  void changesOfIntensityLeaveLabelsAndNumbersFinite(SampleAugmentation augmentation) {
    Sample patch = Patches.smooth(6, 7, 8);
    for (int i = 0; i < 20; i++) {
      Sample changed = augmentation.apply(patch, KEY.child(i));

      assertThat(changed.label().orElseThrow()).isSameAs(patch.label().orElseThrow());
      for (float value : changed.image()) {
        assertThat(value).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everything")
  void aConstantSampleStaysFinite(SampleAugmentation augmentation) {
    Sample flat = Sample.of(Patches.ID, Shape.of(5, 5), new float[25]);

    for (float value : augmentation.apply(flat, KEY).image()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void gammaKeepsTheRangeAndTheOrderOfIntensities() {
    Sample ramp = Patches.counting(10, 10);
    SampleAugmentation gamma = new IntensityAugmentation(1, IntensityChanges.gamma(0.7, 1.5));
    for (int i = 0; i < 20; i++) {
      float[] changed = gamma.apply(ramp, KEY.child(i)).image();

      assertThat(changed).isSorted();
      assertThat(changed[0]).isZero();
      assertThat(changed[99]).isCloseTo(99, within(1e-4f));
    }
  }

  @Test
  void blurKeepsTheMeanOfASpotFarFromTheEdges() {
    float[] image = new float[21 * 21 * 21];
    image[10 * 21 * 21 + 10 * 21 + 10] = 1;
    Sample spot = Sample.of(Patches.ID, Shape.of(21, 21, 21), image);
    float[] blurred =
        new IntensityAugmentation(1, IntensityChanges.blur(0.5, 1)).apply(spot, KEY).image();
    double sum = IntStream.range(0, blurred.length).mapToDouble(i -> blurred[i]).sum();

    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(blurred[10 * 21 * 21 + 10 * 21 + 10]).isLessThan(1);
    assertThat(blurred[9 * 21 * 21 + 10 * 21 + 10])
        .isGreaterThan(0.01f)
        .isCloseTo(blurred[10 * 21 * 21 + 10 * 21 + 11], within(1e-6f));
  }

  @Test
  void aSmoothFieldIsBoundedAndSmooth() {
    float[] field = SmoothField.draw(Shape.of(64, 48), 4, 2.0, KEY.generator());

    for (int i = 0; i < field.length; i++) {
      assertThat(Math.abs(field[i])).isLessThanOrEqualTo(2);
      if (i % 48 > 0) {
        // A cubic B-spline of spacing h changes by 2·amplitude / h at most.
        assertThat(Math.abs(field[i] - field[i - 1])).isLessThan(4 * 2.0f * 4 / 47);
      }
    }
  }

  @Test
  void anElasticDeformationNeverFolds() {
    float[] columns = new float[40 * 40];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i % 40;
    }
    Sample patch = Sample.of(Patches.ID, Shape.of(40, 40), columns);
    for (int n = 0; n < 30; n++) {
      float[] deformed = new Elastic(1, 4, 0.25).apply(patch, KEY.child(n)).image();
      for (int i = 0; i < deformed.length; i++) {
        if (i % 40 > 0) {
          assertThat(deformed[i]).isGreaterThanOrEqualTo(deformed[i - 1]);
        }
      }
    }
  }

  @Test
  void anElasticDeformationInventsNoLabel() {
    Sample patch = Patches.smooth(12, 12, 12);
    for (int i = 0; i < 10; i++) {
      byte[] label = new Elastic(1, 3, 0.3).apply(patch, KEY.child(i)).label().orElseThrow();

      for (byte value : label) {
        assertThat(value).isIn((byte) 1, (byte) 3);
      }
    }
  }

  @Test
  void labelsFollowTheImageThroughAnElasticDeformation() {
    byte[] halves = new byte[40 * 40];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = (byte) (i % 40 < 20 ? 0 : 1);
    }
    Sample patch = Patches.labeled(Shape.of(40, 40), halves);
    Sample deformed = new Elastic(1, 4, 0.25).apply(patch, KEY);

    assertThat(deformed.image()).isNotEqualTo(patch.image());
    for (int i = 0; i < halves.length; i++) {
      // Where the image is half of each, the nearest voxel decides.
      assertThat((double) deformed.label().orElseThrow()[i])
          .isCloseTo(deformed.image()[i], within(0.5));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"authors+brats", "none+elastic", "elastic+elastic", "la+brats", "nnunet+elastic"})
  void namesThatDoNotGoTogetherAreRefused(String names) {
    assertThatThrownBy(() -> Augmentations.named(names))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("data.augment is '" + names + "': join at most one of");
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> Augmentations.named("elastik"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("elastic");
  }

  @Test
  void everyNameCanBeUsed() {
    List<String> names = Augmentations.names();

    assertThat(names).allSatisfy(name -> assertThat(Augmentations.named(name)).isNotNull());
  }
}
