package dev.icl.data.phantom;

import static dev.icl.data.phantom.PhantomScans.count;
import static dev.icl.data.phantom.PhantomScans.labels;
import static dev.icl.data.phantom.PhantomScans.volumes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Phantom3dDatasetTest {
  private static final int LIVER = 1;
  private static final int KIDNEY = 2;
  private static final int ARTERY = 3;

  private final Dataset phantom = phantom(2, 12, 2023);

  @Test
  void theSameSeedMakesTheSameScansAndAnotherOneOthers() {
    Dataset again = phantom(2, 12, 2023);
    Dataset other = phantom(2, 12, 2024);

    assertThat(again.validationScan(1).image()).isEqualTo(phantom.validationScan(1).image());
    assertThat(again.validationScan(1).label()).contains(labels(phantom.validationScan(1)));
    assertThat(again.provenance()).isEqualTo(phantom.provenance());
    assertThat(other.validationScan(1).image()).isNotEqualTo(phantom.validationScan(1).image());
    assertThat(other.provenance()).isNotEqualTo(phantom.provenance());
  }

  @Test
  void aLargerPhantomStartsWithThePatientsOfASmallerOne() {
    Dataset larger = phantom(3, 12, 2023);

    assertThat(larger.trainingSamples())
        .startsWith(phantom.trainingSamples().toArray(new SampleId[0]));
    assertThat(larger.trainingSample(1).image()).isEqualTo(phantom.trainingSample(1).image());
  }

  @Test
  void scansAreAnisotropicAndOfDifferentSizes() {
    Set<Shape> shapes = new HashSet<>();
    for (Sample volume : volumes(phantom)) {
      shapes.add(volume.shape());

      assertThat(volume.size(0)).isBetween(22, 26);
      assertThat(volume.size(1)).isBetween(60, 68).isNotEqualTo(volume.size(2));
      assertThat(volume.size(2)).isBetween(60, 69);
      assertThat(volume.spacing().orElseThrow().fromLast(2)).isCloseTo(5, within(0.31));
      assertThat(volume.spacing().orElseThrow().fromLast(1)).isCloseTo(1.5, within(0.1));
      assertThat(volume.spacing().orElseThrow().fromLast(0)).isCloseTo(1.5, within(0.1));
    }
    assertThat(shapes).hasSizeGreaterThan(8);
  }

  /** A liver of about 35 000 mm³ in a view of a million, two kidneys, and a vessel of 2 000. */
  @Test
  void organsHaveTheirVolumesInEveryPatient() {
    for (Sample volume : volumes(phantom)) {
      assertThat(cubicMillimetres(volume, LIVER)).as(volume.name()).isBetween(15e3, 100e3);
      assertThat(cubicMillimetres(volume, KIDNEY)).as(volume.name()).isBetween(2e3, 20e3);
      assertThat(cubicMillimetres(volume, ARTERY)).as(volume.name()).isBetween(400.0, 6e3);
      assertThat(cubicMillimetres(volume, 0)).as(volume.name()).isGreaterThan(500e3);
    }
  }

  /** Its diameter in a slice, from its area: the vessel runs from head to foot. */
  @Test
  void theArteryIsThin() {
    for (Sample volume : volumes(phantom)) {
      int plane = volume.size(1) * volume.size(2);
      byte[] label = labels(volume);
      double pixel =
          volume.spacing().orElseThrow().fromLast(0) * volume.spacing().orElseThrow().fromLast(1);
      double[] diameters =
          IntStream.range(0, volume.size(0))
              .mapToDouble(
                  s -> count(Arrays.copyOfRange(label, s * plane, (s + 1) * plane), ARTERY))
              .map(pixels -> 2 * Math.sqrt(pixels * pixel / Math.PI))
              .sorted()
              .toArray();

      assertThat(diameters[diameters.length / 2]).as(volume.name()).isBetween(2.0, 8.0);
      assertThat(diameters[0]).as(volume.name() + " ends nowhere").isPositive();
    }
  }

  /** On the border of two tissues are voxels of brightness between them. */
  @Test
  void voxelsOnABorderMixTissues() {
    AbdomenPatient patient = clean();
    Sample scan = patient.scan();
    float[] image = scan.image();
    long pure = Arrays.stream(patient.contrast().intensities()[0]).distinct().count();

    Set<Float> values = new HashSet<>();
    for (float v : image) {
      values.add(v);
    }
    assertThat((long) values.size()).isGreaterThan(5 * pure);
    // and inside of a body there is nothing but its own
    assertThat(commonest(image)).isGreaterThan(image.length / 5);
  }

  @Test
  void bothChannelsShowTheSamePatientOtherwise() {
    Phantom3dSettings two =
        new Phantom3dSettings(new PhantomSettings(2, 12, 2023), List.of(24, 64, 64), 2);
    Dataset both = new Phantom3dDataset(two, 0, 3);
    Sample one = phantom.validationScan(0);
    Sample pair = both.validationScan(0);
    float[] first = Arrays.copyOf(pair.image(), pair.voxels());
    float[] second = Arrays.copyOfRange(pair.image(), pair.voxels(), 2 * pair.voxels());

    assertThat(both.channelNames()).containsExactly("t1", "t2");
    assertThat(pair.channels()).isEqualTo(2);
    assertThat(pair.label()).contains(labels(one));
    assertThat(first).isEqualTo(one.image());
    assertThat(correlation(first, second)).isBetween(-0.9, 0.9);
  }

  @Test
  void intensitiesFillTheRangeFromZeroToOne() {
    for (Sample volume : volumes(phantom)) {
      float[] sorted = volume.image().clone();
      Arrays.sort(sorted);

      assertThat(sorted[0]).isZero();
      assertThat(sorted[sorted.length - 1]).isEqualTo(1);
    }
  }

  @Test
  void aFinerGridShowsTheSameAnatomy() {
    Dataset fine =
        new Phantom3dDataset(
            new Phantom3dSettings(new PhantomSettings(2, 12, 2023), List.of(48, 128, 128), 1),
            0,
            3);
    Sample coarse = phantom.validationScan(0);
    Sample small = fine.validationScan(0);

    assertThat(small.size(1)).isBetween(120, 136);
    assertThat(cubicMillimetres(small, LIVER))
        .isCloseTo(cubicMillimetres(coarse, LIVER), within(0.2 * cubicMillimetres(coarse, LIVER)));
  }

  @Test
  void itIsTrainedOnInSlicesToo() {
    Dataset slices =
        new Phantom3dDataset(
            new Phantom3dSettings(new PhantomSettings(2, 1, 2023), List.of(24, 64, 64), 1), 0, 2);

    assertThat(slices.trainingSamples()).hasSizeBetween(44, 52);
    assertThat(slices.trainingSample(0).rank()).isEqualTo(2);
    assertThat(slices.spacing().orElseThrow().millimetres())
        .isEqualTo(phantom.spacing().orElseThrow().millimetres().subList(1, 3));
    assertThat(phantom.trainingSamples()).hasSize(2);
    assertThat(phantom.trainingSample(0).rank()).isEqualTo(3);
  }

  @Test
  void aPhantomWithoutPatientsIsRefused() {
    assertThatThrownBy(() -> phantom(1, 0, 1))
        .isInstanceOf(UserException.class)
        .hasMessage("data.phantom_validation is 0: set it to 1 or more.");
  }

  private static Dataset phantom(int patients, int validation, long seed) {
    return new Phantom3dDataset(
        new Phantom3dSettings(
            new PhantomSettings(patients, validation, seed), List.of(24, 64, 64), 1),
        0,
        3);
  }

  /** A patient without noise and bias. */
  private static AbdomenPatient clean() {
    AbdomenPatient drawn =
        AbdomenPatient.draw("clean", RandomKey.of(3), Phantom3dSettings.defaults());
    AbdomenScan scan = drawn.acquisition();
    AbdomenScan silent =
        new AbdomenScan(
            scan.slices(), scan.height(), scan.width(), scan.spacing(), 0, new double[3][2]);
    return new AbdomenPatient(drawn.name(), drawn.key(), drawn.abdomen(), drawn.contrast(), silent);
  }

  private static double cubicMillimetres(Sample volume, int label) {
    double voxel =
        volume.spacing().orElseThrow().millimetres().stream().reduce(1.0, (a, b) -> a * b);
    return voxel * count(labels(volume), label);
  }

  private static int commonest(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    int best = 0;
    for (int i = 0, run = 0; i < sorted.length; i++) {
      run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
      best = Math.max(best, run);
    }
    return best;
  }

  private static double correlation(float[] a, float[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }
}
