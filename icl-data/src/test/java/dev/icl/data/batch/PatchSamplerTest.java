package dev.icl.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.augment.AxisSymmetry;
import dev.icl.data.augment.CropWindow;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleBox;
import dev.icl.data.sample.SampleId;
import dev.icl.data.sample.SamplePart;
import dev.icl.data.sample.SampleSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchSamplerTest {
  private static final RandomKey KEY = RandomKey.of(7);
  private static final Shape SHAPE = Shape.of(9, 14, 11);
  private static final Shape PATCH = Shape.of(8, 10, 6);

  /** The sample moved and then cut must hold what is gathered from it in one go. */
  @ParameterizedTest
  @ValueSource(strings = {"brats", "la", "amos+intensity", "elastic", "none"})
  void aPatchIsAPartOfTheMovedSample(String names) {
    Augmentations augmentations = Augmentations.named(names);
    Sample sample = counting(SHAPE);
    int[] gather = new int[8 * 10 * 6];
    for (int i = 0; i < 40; i++) {
      RandomKey key = KEY.child(i);
      AxisSymmetry symmetry = augmentations.symmetry(key, 3);
      Sample moved = symmetry.apply(sample);
      Sample part =
          CropWindow.draw(moved.shape(), PATCH, augmentations.cropRule(), key.child("crop"))
              .apply(moved);

      new PatchSampler(PATCH, augmentations, 0).gather(SampleSource.of(sample), key, gather);

      assertThat(values(sample, gather)).isEqualTo(part.image());
    }
  }

  /** The same patch from the whole sample and from the part of it that it needs. */
  @ParameterizedTest
  @ValueSource(strings = {"brats", "la", "amos", "nnunet", "la+rotation+scaling"})
  void aPatchTakesNoMoreThanAPartOfTheSample(String names) {
    byte[] label = new byte[9 * 14 * 11];
    label[700] = 3;
    label[40] = 1;
    Sample sample = counting(SHAPE).withLabel(label);
    SampleSource whole = SampleSource.of(sample);
    SampleSource parts = new Parts(sample);
    PatchSampler sampler = new PatchSampler(PATCH, Augmentations.named(names), 0.5);
    int[] fromWhole = new int[8 * 10 * 6];
    int[] fromPart = new int[8 * 10 * 6];
    for (int i = 0; i < 60; i++) {
      RandomKey key = KEY.child(i);
      Optional<Sample> free = sampler.interpolated(whole, key, true);
      Optional<Sample> freeOfPart = sampler.interpolated(parts, key, true);

      assertThat(freeOfPart.isPresent()).isEqualTo(free.isPresent());
      if (free.isPresent()) {
        assertThat(freeOfPart.get().image()).isEqualTo(free.get().image());
        assertThat(freeOfPart.get().label().orElseThrow())
            .isEqualTo(free.get().label().orElseThrow());
      }
      assertThat(values(sampler.gather(parts, key, fromPart), fromPart))
          .isEqualTo(values(sampler.gather(whole, key, fromWhole), fromWhole));
    }
  }

  /** A sample of which only what is asked for is given. */
  private record Parts(Sample sample) implements SampleSource {
    @Override
    public SampleId id() {
      return sample.id();
    }

    @Override
    public Shape shape() {
      return sample.shape();
    }

    @Override
    public boolean hasLabel() {
      return sample.label().isPresent();
    }

    @Override
    public int[] voxelsOfClasses() {
      return SampleSource.of(sample).voxelsOfClasses();
    }

    @Override
    public int place(int wanted, int number) {
      return SampleSource.of(sample).place(wanted, number);
    }

    @Override
    public SamplePart part(SampleBox box) {
      List<Integer> low = Arrays.stream(box.low()).boxed().toList();
      return new SamplePart(new CropWindow(low, box.shape()).apply(sample), box);
    }
  }

  @Test
  void aSampleThatIsTooSmallIsSurroundedByNothing() {
    byte[] label = new byte[12];
    label[7] = 1;
    Sample sample = counting(Shape.of(2, 3, 2)).withLabel(label);
    int[] gather = new int[6 * 6 * 6];
    for (int i = 0; i < 50; i++) {
      new PatchSampler(Shape.of(6, 6, 6), Augmentations.named("amos"), 1)
          .gather(SampleSource.of(sample), KEY.child(i), gather);

      assertThat(Arrays.stream(gather).filter(place -> place >= 0).toArray())
          .doesNotHaveDuplicates()
          .contains(7);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 400", "0.5, 200", "0, 20"})
  void aShareOfPatchesShowsTheForeground(double share, int expected) {
    byte[] label = new byte[30 * 30 * 30];
    label[(20 * 30 + 9) * 30 + 15] = 2;
    Sample sample = counting(Shape.of(30, 30, 30)).withLabel(label);
    PatchSampler sampler = new PatchSampler(Shape.of(5, 5, 5), Augmentations.named("brats"), share);
    int[] gather = new int[125];
    int shown = 0;
    for (int i = 0; i < 400; i++) {
      sampler.gather(SampleSource.of(sample), KEY.child(i), gather);
      shown += Arrays.stream(gather).anyMatch(place -> label[place] == 2) ? 1 : 0;
    }

    assertThat(shown).isBetween(expected - 30, expected + 30);
  }

  @Test
  void theForegroundVoxelIsInTheMiddle() {
    byte[] label = new byte[30 * 30 * 30];
    int place = (20 * 30 + 9) * 30 + 15;
    label[place] = 1;
    Sample sample = counting(Shape.of(30, 30, 30)).withLabel(label);
    int[] gather = new int[125];
    for (int i = 0; i < 20; i++) {
      new PatchSampler(Shape.of(5, 5, 5), Augmentations.named("brats"), 1)
          .gather(SampleSource.of(sample), KEY.child(i), gather);

      assertThat(gather[62]).isEqualTo(place);
    }
  }

  @Test
  void withoutForegroundAPatchIsAnywhere() {
    int[] with = new int[125];
    int[] without = new int[125];
    Sample sample = counting(Shape.of(30, 30, 30));
    Sample empty = sample.withLabel(new byte[sample.voxels()]);

    new PatchSampler(Shape.of(5, 5, 5), Augmentations.named("none"), 1)
        .gather(SampleSource.of(empty), KEY, with);
    new PatchSampler(Shape.of(5, 5, 5), Augmentations.named("none"), 0)
        .gather(SampleSource.of(sample), KEY, without);

    assertThat(with).isEqualTo(without);
  }

  @Test
  void everyClassIsDrawnAsOften() {
    byte[] label = new byte[1000];
    Arrays.fill(label, 0, 900, (byte) 1);
    label[950] = 5;
    SampleSource source = SampleSource.of(counting(Shape.of(10, 10, 10)).withLabel(label));
    int rare = 0;
    for (int i = 0; i < 1000; i++) {
      int place = ForegroundVoxel.draw(source, KEY.child(i).generator()).orElseThrow();
      rare += place == 950 ? 1 : 0;
      assertThat(label[place]).isPositive();
    }

    assertThat(rare).isBetween(430, 570);
  }

  @Test
  void rotationsAreForSlicesAlone() {
    Augmentations authors = Augmentations.named("authors");

    assertThatThrownBy(() -> new BatchSettings(1, 1, List.of(2, 2, 2), authors, 1, 0))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.augment has authors, which rotates slices: use brats, la or amos for volumes.");
  }

  private static float[] values(Sample sample, int[] gather) {
    float[] values = new float[gather.length];
    for (int i = 0; i < gather.length; i++) {
      values[i] = gather[i] < 0 ? 0 : sample.image()[gather[i]];
    }
    return values;
  }

  /** Intensities 1, 2, 3, ... */
  private static Sample counting(Shape shape) {
    float[] image = new float[COrder.count(shape)];
    for (int i = 0; i < image.length; i++) {
      image[i] = i + 1;
    }
    return Sample.of(new SampleId("s", "p"), shape, image);
  }
}
