package dev.icl.data.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.data.Datasets;
import dev.icl.data.model.Dataset;
import dev.icl.data.phantom.PhantomProvider;
import dev.icl.data.sample.Sample;
import dev.icl.data.settings.DataConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScanPrintTest {
  private static final Dataset PHANTOMS = phantoms();

  private final Sample volume = PHANTOMS.validationScan(0);
  private final ScanPrint print = print(volume.image());

  @Test
  void aVolumeIsKnownByTwoOfItsSlicesAndTheseByIt() {
    ScanPrint two =
        ScanPrint.ofSlices(
            List.of(
                ScanPrint.of(volume.slice(2).image(), 1),
                ScanPrint.of(volume.slice(4).image(), 1)));

    assertThat(print.matches(two)).isTrue();
    assertThat(two.matches(print)).isTrue();
  }

  @Test
  void unitAndOffsetOfTheIntensitiesAreOfNoAccount() {
    assertThat(print(changed(v -> 1500 * v - 1024)).matches(print)).isTrue();
  }

  @Test
  void scaledWholeNumbersAreTheSameScan() {
    assertThat(print(changed(v -> Math.round(1000 * v))).matches(print)).isTrue();
  }

  /** Rounded to 256 levels, as pictures and many shared datasets are. */
  @Test
  void ofEightBitsItIsStillTheSameScan() {
    float least = least(volume.image());
    float most = -least(changed(v -> -v));

    float[] bytes = changed(v -> Math.round(255 * (v - least) / (most - least)));

    assertThat(print(bytes).matches(print)).isTrue();
  }

  @Test
  void twoNearSlicesThatResembleOneOtherAreOneResemblance() {
    float[] slice = volume.slice(3).image();
    float[] near = slice.clone();
    near[near.length / 2] += 1e-4f;
    ScanPrint twice = ScanPrint.ofSlices(List.of(ScanPrint.of(slice, 1), ScanPrint.of(near, 1)));
    ScanPrint others =
        ScanPrint.ofSlices(
            List.of(
                ScanPrint.of(slice, 1),
                ScanPrint.of(PHANTOMS.validationScan(1).slice(3).image(), 1)));

    assertThat(twice.matches(others)).isFalse();
    assertThat(others.matches(twice)).isFalse();
  }

  @Test
  void eachSliceMayHaveAScaleOfItsOwn() {
    float[] scaled = volume.image().clone();
    int size = volume.size(1) * volume.size(2);
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= 1 + i / size;
    }

    assertThat(print(scaled).matches(print)).isTrue();
  }

  @Test
  void rowsAndColumnsMayRunAnyWay() {
    int size = volume.size(1) * volume.size(2);
    float[] turned = new float[volume.image().length];
    for (int s = 0; s < volume.size(0); s++) {
      for (int r = 0; r < volume.size(1); r++) {
        for (int c = 0; c < volume.size(2); c++) {
          turned[s * size + c * volume.size(1) + volume.size(1) - 1 - r] =
              volume.image()[s * size + r * volume.size(2) + c];
        }
      }
    }

    assertThat(print(turned).matches(print)).isTrue();
  }

  @Test
  void aScanThatIsCutAlongAnotherAxisIsKnownByTheWhole() {
    // row by row in place of slice by slice
    float[] cut = new float[volume.image().length];
    int to = 0;
    for (int r = 0; r < volume.size(1); r++) {
      for (int s = 0; s < volume.size(0); s++) {
        for (int c = 0; c < volume.size(2); c++) {
          cut[to++] = volume.image()[(s * volume.size(1) + r) * volume.size(2) + c];
        }
      }
    }

    assertThat(ScanPrint.of(cut, volume.size(1)).matches(print)).isTrue();
  }

  @Test
  void aMarginOfTheDarkestValueIsOfNoAccount() {
    int size = volume.size(1) * volume.size(2);
    float[] padded = new float[volume.size(0) * (size + 500)];
    for (int s = 0; s < volume.size(0); s++) {
      float[] slice = volume.slice(s).image();
      float least = least(slice);
      int from = s * (size + 500);
      Arrays.fill(padded, from, from + size + 500, least);
      System.arraycopy(slice, 0, padded, from + 123, size);
    }

    assertThat(ScanPrint.of(padded, volume.size(0)).matches(print)).isTrue();
  }

  @Test
  void noTwoPatientsAreOne() {
    List<KnownScan> scans = new ArrayList<>(PHANTOMS.trainingPrints());
    scans.addAll(PHANTOMS.validationPrints());

    assertThat(scans).hasSize(48);
    for (KnownScan one : scans) {
      for (KnownScan other : scans) {
        assertThat(one.print().matches(other.print()))
            .as(one.name() + " and " + other.name())
            .isEqualTo(one == other);
      }
    }
  }

  @Test
  void scansOfOneAnatomyWithOtherNoiseAreDifferent() {
    float[] noisy = volume.image().clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += 0.05f * ((i * 7919L) % 101) / 101;
    }

    assertThat(print(noisy).matches(print)).isFalse();
  }

  @Test
  void whatIsPlainIsNotKnownAgain() {
    float[] masks = new float[2 * 4096];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = i % 3 == 0 ? 1 : 0;
    }

    assertThat(ScanPrint.of(new float[4096], 4).isEmpty()).isTrue();
    assertThat(ScanPrint.of(masks, 2).isEmpty()).isTrue();
    assertThat(ScanPrint.of(new float[] {1, Float.NaN, 2, Float.POSITIVE_INFINITY}, 1).isEmpty())
        .isTrue();
    assertThat(ScanPrint.of(new float[0], 0).isEmpty()).isTrue();
  }

  @Test
  void emptySlicesInBothAreNoResemblance() {
    int size = volume.size(1) * volume.size(2);
    float[] mine = new float[4 * size];
    float[] theirs = new float[4 * size];
    System.arraycopy(volume.image(), 2 * size, mine, 0, 2 * size);
    System.arraycopy(PHANTOMS.validationScan(1).image(), 2 * size, theirs, 0, 2 * size);

    assertThat(ScanPrint.of(mine, 4).matches(ScanPrint.of(theirs, 4))).isFalse();
    assertThat(ScanPrint.of(new float[4 * size], 4).matches(ScanPrint.of(mine, 4))).isFalse();
    assertThat(ScanPrint.of(new float[4 * size], 4).matches(ScanPrint.of(new float[4 * size], 4)))
        .isFalse();
  }

  @Test
  void asTextItIsShortAndTheSame() {
    ScanPrint read = ScanPrint.ofText(print.toText());

    assertThat(read.matches(print)).isTrue();
    assertThat(read.toText()).isEqualTo(print.toText()).hasSizeLessThan(24 * 30);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScanPrint.ofText(print.toText().substring(0, 20)));
  }

  @Test
  void ofVeryManySlicesSomeAreKeptAndTheScanIsKnownByThem() {
    int size = volume.size(1) * volume.size(2);
    List<ScanPrint> slices = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      float[] slice = volume.slice(i % volume.size(0)).image();
      for (int v = 0; v < size; v++) {
        slice[v] *= 1 + 0.01f * i * v / size;
      }
      slices.add(ScanPrint.of(slice, 1));
    }
    ScanPrint many = ScanPrint.ofSlices(slices);

    ScanPrint kept = ScanPrint.ofText(many.toText());

    assertThat(kept).hasToString("24 slices");
    assertThat(kept.matches(many)).isTrue();
  }

  private static float least(float[] image) {
    return (float) IntStream.range(0, image.length).mapToDouble(i -> image[i]).min().orElseThrow();
  }

  private ScanPrint print(float[] image) {
    return ScanPrint.of(image, volume.size(0));
  }

  private float[] changed(DoubleUnaryOperator change) {
    float[] image = volume.image().clone();
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) change.applyAsDouble(image[i]);
    }
    return image;
  }

  private static Dataset phantoms() {
    return Datasets.open(DataConfig.of(new PhantomProvider()));
  }
}
