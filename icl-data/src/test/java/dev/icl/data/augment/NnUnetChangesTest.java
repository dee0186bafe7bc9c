package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NnUnetChangesTest {
  private static final RandomKey KEY = RandomKey.of(31);

  @Test
  void aCoarserGridIsSampledAndInterpolated() {
    float[] ramp = {0, 1, 2, 3};

    // Voxels 1 and 3 are left, with centres at 1 and 3 of the four.
    assertThat(LowResolution.coarsened(Shape.of(4), ramp, 0.5)).containsExactly(1, 1.5f, 2.5f, 3);
    assertThat(LowResolution.coarsened(Shape.of(4), ramp, 1)).containsExactly(ramp);
  }

  @Test
  void slicesOfFlatPatchesAreNotMixed() {
    float[] slices = new float[2 * 8 * 8];
    Arrays.fill(slices, 64, 128, 5);

    assertThat(LowResolution.coarsened(Shape.of(2, 8, 8), slices, 0.5)).isEqualTo(slices);
  }

  @Test
  void aFlatImageKeepsItsSlicesWhateverTheirNumber() {
    float[] image = new float[3 * 4 * 5];
    Arrays.fill(image, 2.5f);

    assertThat(LowResolution.coarsened(Shape.of(3, 4, 5), image, 0.7)).containsOnly(2.5f);
  }

  @Test
  void gammaKeepsMeanAndDeviation() {
    Sample sample = Patches.smooth(10, 12, 9);
    int changed = 0;
    for (int i = 0; i < 100; i++) {
      float[] after = NnUnetChanges.gamma().apply(sample, KEY.child(i)).image();
      double mean = IntensityChanges.mean(sample.image());

      assertThat(IntensityChanges.mean(after)).isCloseTo(mean, within(1e-4));
      assertThat(IntensityChanges.deviation(after, mean))
          .isCloseTo(IntensityChanges.deviation(sample.image(), mean), within(1e-4));
      changed += Arrays.equals(after, sample.image()) ? 0 : 1;
    }
    // 1 - 0.9 * 0.7
    assertThat(changed).isBetween(22, 52);
  }

  @Test
  void mirroredTwiceIsTheOriginal() {
    Sample sample = Patches.counting(3, 4, 5);
    SampleAugmentation mirroring = NnUnetChanges.mirroring();
    for (int i = 0; i < 30; i++) {
      Sample twice = mirroring.apply(mirroring.apply(sample, KEY.child(i)), KEY.child(i));

      assertThat(twice.image()).isEqualTo(sample.image());
      assertThat(twice.label().orElseThrow()).isEqualTo(sample.label().orElseThrow());
    }
    assertThat(new Mirroring(1).apply(Patches.counting(2, 3), KEY).image())
        .containsExactly(5, 4, 3, 2, 1, 0);
    assertThat(new Mirroring(0).apply(sample, KEY)).isSameAs(sample);
  }

  @Test
  void theWholeListKeepsSizesLabelsAndChannelsTogether() {
    Sample one = Patches.smooth(6, 20, 9);
    float[] image = new float[3 * one.voxels()];
    for (int i = 0; i < image.length; i++) {
      image[i] = one.image()[i % one.voxels()];
    }
    Sample sample =
        Sample.of(Patches.ID, 3, one.shape(), image).withLabel(one.label().orElseThrow());
    for (int i = 0; i < 60; i++) {
      Sample changed = NnUnetChanges.all().apply(sample, KEY.child(i));

      assertThat(changed.shape()).isEqualTo(sample.shape());
      assertThat(changed.channels()).isEqualTo(3);
      for (byte value : changed.label().orElseThrow()) {
        assertThat(value).isIn((byte) 1, (byte) 3);
      }
      for (float value : changed.image()) {
        assertThat(value).isFinite();
      }
      assertThat(NnUnetChanges.all().apply(sample, KEY.child(i)).image())
          .isEqualTo(changed.image());
    }
  }

  @Test
  void aChannelIsLeftAloneNowAndThen() {
    Sample two = Sample.of(Patches.ID, 2, Shape.of(4), new float[] {0, 1, 2, 3, 0, 1, 2, 3});
    SampleAugmentation half =
        new IntensityAugmentation(1, 0.5, (shape, image, random) -> new float[image.length]);
    int both = 0;
    int none = 0;
    for (int i = 0; i < 400; i++) {
      float[] image = half.apply(two, KEY.child(i)).image();
      both += image[3] == 0 && image[7] == 0 ? 1 : 0;
      none += image[3] == 3 && image[7] == 3 ? 1 : 0;
    }

    assertThat(both).isBetween(70, 130);
    assertThat(none).isBetween(70, 130);
  }
}
