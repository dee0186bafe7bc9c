package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanPreparationTest {
  private static final List<String> ORIENTATIONS =
      List.of("RAS", "LPS", "LAI", "ARS", "SPL", "IRP", "PSR", "SLA");

  @Test
  void theDefaultChangesNothing() {
    Scan scan = random(new Random(1), new int[] {3, 4, 5});

    PreparedScan prepared = new ScanPreparation(PreprocessConfig.defaults()).apply(scan);

    assertThat(prepared.image().shape()).containsExactly(3, 4, 5);
    assertThat(prepared.image().voxels().toFloats()).isEqualTo(scan.voxels().toFloats());
    assertThat(prepared.image().affine()).isEqualTo(scan.affine());
  }

  @Test
  void scoresGoBackLinearlyAndHaveAValueWhereNothingWasKept() {
    // two voxels of 2 mm lie at 0.5 and 2.5 of four voxels of 1 mm
    Scan line =
        Scan.of(new int[] {4, 1, 1}, AxisOrder.FIRST_FASTEST, Voxels.of(1, 1, 1, 1))
            .withSpacing(1, 1, 1);
    PreparedScan coarse =
        new ScanPreparation(Settings.NONE.withSpacing(2.0, 0.0, 0.0).config()).apply(line);
    assertThat(coarse.image().shape()).containsExactly(2, 1, 1);
    assertThat(coarse.restore(new float[] {0.2f, 0.6f}, 9))
        .containsExactly(new float[] {0.2f, 0.3f, 0.5f, 0.6f}, within(1e-6f));

    Scan framed = line.withVoxels(Voxels.of(0, 3, 4, 0));
    PreparedScan cropped =
        new ScanPreparation(Settings.NONE.withCrop(Crop.NONZERO, 0).config()).apply(framed);
    assertThat(cropped.restore(new float[] {0.2f, 0.6f}, 1)).containsExactly(1, 0.2f, 0.6f, 1);
    assertThat(cropped.restore(new float[] {0.2f, 0.6f}, 0)).containsExactly(0, 0.2f, 0.6f, 0);
  }

  @RepeatedTest(20)
  void scoresGoBackToTheVoxelsTheyAreOf(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Scan scan = random(random, randomShape(random));
    ScanPreparation preparation =
        new ScanPreparation(
            Settings.NONE
                .withOrientation(ORIENTATIONS.get(random.nextInt(ORIENTATIONS.size())))
                .config());

    PreparedScan prepared = preparation.apply(scan);

    assertThat(prepared.restore(prepared.image().voxels().toFloats(), 0))
        .isEqualTo(scan.voxels().toFloats());
  }

  @RepeatedTest(40)
  void orientationAndCropAreUndoneExactly(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Scan scan = random(random, randomShape(random));
    byte[] classes = labels(random, scan);
    ScanPreparation preparation =
        new ScanPreparation(
            Settings.NONE
                .withOrientation(ORIENTATIONS.get(random.nextInt(ORIENTATIONS.size())))
                .withCrop(Crop.NONZERO, random.nextInt(3))
                .config());
    // Foreground is what has a label, so that the crop loses none.
    float[] image = new float[classes.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = classes[i];
    }

    PreparedScan prepared =
        preparation.apply(
            scan.withVoxels(Voxels.of(image)),
            Optional.of(scan.withVoxels(Voxels.ofLabels(classes))));
    Scan restored = prepared.restore(prepared.label().orElseThrow().voxels().toBytes());

    assertThat(restored.voxels().toBytes()).isEqualTo(classes);
    assertSameGrid(restored, scan);
  }

  @RepeatedTest(40)
  void everyVoxelStaysAtItsPlaceInThePatient(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Scan scan = random(random, randomShape(random));
    String codes = ORIENTATIONS.get(random.nextInt(ORIENTATIONS.size()));

    Scan turned =
        new ScanPreparation(Settings.NONE.withOrientation(codes).config()).apply(scan).image();

    assertThat(turned.affine().orElseThrow().orientation().codes()).isEqualTo(codes);
    Affine there = turned.affine().orElseThrow();
    int[] index = {
      random.nextInt(turned.shape()[0]),
      random.nextInt(turned.shape()[1]),
      random.nextInt(turned.shape()[2])
    };
    double[] place = there.apply(index[0], index[1], index[2]);
    assertThat(turned.at(index)).isEqualTo(valueAt(scan, place));
  }

  @RepeatedTest(40)
  void aFinerSpacingIsUndoneExactlyAndTheGridAlways(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Scan scan = random(random, randomShape(random));
    byte[] classes = labels(random, scan);
    double[] now = scan.spacing().orElseThrow();
    Double[] finer = new Double[3];
    for (int axis = 0; axis < 3; axis++) {
      finer[axis] = now[axis] * (0.3 + 0.69 * random.nextDouble());
    }
    ScanPreparation preparation = new ScanPreparation(Settings.NONE.withSpacing(finer).config());

    PreparedScan prepared =
        preparation.apply(scan, Optional.of(scan.withVoxels(Voxels.ofLabels(classes))));
    Scan restored = prepared.restore(prepared.label().orElseThrow().voxels().toBytes());

    assertThat(restored.voxels().toBytes()).isEqualTo(classes);
    assertSameGrid(restored, scan);
  }

  @RepeatedTest(40)
  void anyChainReturnsToTheGridAndInventsNoLabel(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Scan scan = random(random, randomShape(random));
    ScanPreparation preparation =
        new ScanPreparation(
            Settings.NONE
                .withOrientation("RAS")
                .withCrop(Crop.OTSU, 1)
                .withSpacing(0.2 + 3 * random.nextDouble(), 0.0, 0.2 + 3 * random.nextDouble())
                .config());

    PreparedScan prepared = preparation.apply(scan);
    byte[] map = new byte[prepared.image().voxels().size()];
    java.util.Arrays.fill(map, (byte) 7);
    Scan restored = prepared.restore(map);

    assertSameGrid(restored, scan);
    assertThat(restored.voxels().toBytes()).containsAnyOf((byte) 7);
    for (byte label : restored.voxels().toBytes()) {
      assertThat(label).isIn((byte) 0, (byte) 7);
    }
  }

  @Test
  void aFieldThatIsLinearInThePatientIsResampledToItself() {
    Scan scan = ramp(new int[] {9, 7, 5}, 1, 2, 3);

    Scan finer =
        new ScanPreparation(Settings.NONE.withSpacing(0.5, 1.5, 1.0).config()).apply(scan).image();

    assertThat(finer.spacing().orElseThrow()).containsExactly(0.5, 1.5, 1.0);
    Affine grid = finer.affine().orElseThrow();
    for (int i = 1; i < finer.shape()[0] - 1; i++) {
      // Beyond the outermost voxels the field is constant, so only the inside is linear.
      double[] at = grid.apply(i, 4, 6);
      assertThat(finer.at(i, 4, 6)).isCloseTo(at[0] + 10 * at[1] + 100 * at[2], within(1e-4));
    }
  }

  @Test
  void hdf5AxesKeepTheirOrder() {
    byte[] classes = {1, 0, 0, 2, 0, 0};
    float[] image = {5, 0, 0, 5, 0, 0};
    Scan scan = Scan.of(new int[] {1, 2, 3}, AxisOrder.LAST_FASTEST, Voxels.of(image));

    PreparedScan prepared =
        new ScanPreparation(Settings.NONE.withCrop(Crop.NONZERO, 0).config())
            .apply(scan, Optional.of(scan.withVoxels(Voxels.ofLabels(classes))));

    assertThat(prepared.image().shape()).containsExactly(1, 2, 1);
    assertThat(prepared.label().orElseThrow().voxels().toBytes()).containsExactly(1, 2);
    assertThat(prepared.restore(new byte[] {1, 2}).voxels().toBytes()).isEqualTo(classes);
  }

  @Test
  void theBoxIsAroundEveryChannel() {
    int[] shape = {5, 4, 3};
    float[] first = new float[60];
    float[] second = new float[60];
    first[1 + 5 * (1 + 4)] = 7; // at 1, 1, 1
    second[3 + 5 * (2 + 4)] = 9; // at 3, 2, 1
    List<Scan> channels =
        Stream.of(first, second)
            .map(values -> Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(values)))
            .map(scan -> scan.withAffine(Affine.ofSpacing(1, 1, 1)))
            .toList();
    Settings box = Settings.NONE.withCrop(Crop.NONZERO, 0);

    PreparedChannels prepared = new ScanPreparation(box.config()).applyAll(channels);
    PreparedChannels turned =
        new ScanPreparation(box.withOrientation("LAS").config()).applyAll(channels);

    assertThat(prepared.images().get(0).voxels().toFloats()).containsExactly(7, 0, 0, 0, 0, 0);
    assertThat(prepared.images().get(1).voxels().toFloats()).containsExactly(0, 0, 0, 0, 0, 9);
    assertThat(turned.images().get(0).voxels().toFloats()).containsExactly(0, 0, 7, 0, 0, 0);
    assertThat(turned.images().get(1).voxels().toFloats()).containsExactly(0, 0, 0, 9, 0, 0);
  }

  @Test
  void anEmptyScanIsNotCropped() {
    Scan scan = Scan.of(new int[] {2, 2, 2}, AxisOrder.FIRST_FASTEST, Voxels.of(new float[8]));

    assertThat(
            new ScanPreparation(Settings.NONE.withCrop(Crop.NONZERO, 0).config())
                .apply(scan)
                .image()
                .shape())
        .containsExactly(2, 2, 2);
  }

  @Test
  void otsuFindsTheBodyInNoisyAir() {
    float[] values = new float[1000];
    Random random = new Random(4);
    for (int i = 0; i < 1000; i++) {
      values[i] = -1000 + 20 * random.nextFloat();
    }
    values[555] = 40;
    values[556] = 60;
    Scan scan = Scan.of(new int[] {10, 10, 10}, AxisOrder.FIRST_FASTEST, Voxels.of(values));

    Scan cropped =
        new ScanPreparation(Settings.NONE.withCrop(Crop.OTSU, 0).config()).apply(scan).image();

    assertThat(cropped.voxels().toFloats()).containsExactly(40, 60);
  }

  @Test
  void aWindowBecomesZeroToOne() {
    assertThat(values(Settings.NONE.withWindow(-100, 300), -1000, 0, 100, 1000))
        .containsExactly(0, 0.25f, 0.5f, 1);
  }

  @Test
  void aWindowThatIsNotNormalizedOnlyClips() {
    assertThat(
            values(
                Settings.NONE.withWindow(-100, 300).with(Normalization.NONE), -1000, 0, 100, 1000))
        .containsExactly(-100, 0, 100, 300);
  }

  @Test
  void percentilesAreInterpolatedAsNumPyDoes() {
    // numpy.percentile([0, 1, 2, 3, 10], [10, 75]) is [0.4, 3.0]
    assertThat(
            values(Settings.NONE.withPercentiles(10, 75).with(Normalization.NONE), 0, 1, 2, 3, 10))
        .containsExactly(0.4f, 1, 2, 3, 3);
  }

  @Test
  void zScoresHaveMeanZeroAndDeviationOne() {
    assertThat(values(Settings.NONE.with(Normalization.Z_SCORE), 1, 1, 3, 3))
        .containsExactly(-1, -1, 1, 1);
  }

  @Test
  void aScanOfOneIntensityBecomesZero() {
    assertThat(values(Settings.NONE.with(Normalization.Z_SCORE), 4, 4)).containsExactly(0, 0);
    assertThat(values(Settings.NONE.with(Normalization.MIN_MAX), 4, 4)).containsExactly(0, 0);
  }

  @Test
  void aScanWithoutAnAffineCannotBeTurned() {
    Scan scan = Scan.of(new int[] {1, 1, 1}, AxisOrder.FIRST_FASTEST, Voxels.of(1));
    ScanPreparation preparation =
        new ScanPreparation(Settings.NONE.withOrientation("RAS").config());

    assertThatThrownBy(() -> preparation.apply(scan))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.preprocess.orientation is RAS, but the file does not tell which way its axes run:"
                + " leave the key out, or convert the scan to NIfTI with an affine.");
  }

  @Test
  void aScanWithoutASpacingCannotBeResampled() {
    Scan scan = Scan.of(new int[] {1, 1, 1}, AxisOrder.FIRST_FASTEST, Voxels.of(1));
    ScanPreparation preparation =
        new ScanPreparation(Settings.NONE.withSpacing(1.0, 1.0, 1.0).config());

    assertThatThrownBy(() -> preparation.apply(scan))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the file does not tell the distance of its voxels");
  }

  @Test
  void aSpacingThatMakesTooManyVoxelsIsRefused() {
    Scan scan = ramp(new int[] {500, 500, 100}, 1, 1, 1);
    ScanPreparation preparation =
        new ScanPreparation(Settings.NONE.withSpacing(1e-3, 1e-3, 1e-3).config());

    assertThatThrownBy(() -> preparation.apply(scan))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("choose a coarser one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RA", "RAR", "XYZ", "ras", "RASS", "RLA"})
  void lettersThatAreNoOrientationAreRefused(String codes) {
    PreprocessConfig config = Settings.NONE.withOrientation(codes).config();

    assertThatThrownBy(() -> new ScanPreparation(config))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("give three letters");
  }

  private static float[] values(Settings settings, float... image) {
    Scan scan = Scan.of(new int[] {image.length, 1, 1}, AxisOrder.FIRST_FASTEST, Voxels.of(image));
    return new ScanPreparation(settings.config()).apply(scan).image().voxels().toFloats();
  }

  private static int[] randomShape(Random random) {
    return new int[] {1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(9)};
  }

  private static byte[] labels(Random random, Scan scan) {
    byte[] classes = new byte[scan.voxels().size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) (random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0);
    }
    return classes;
  }

  /** A scan of distinct values whose axes run any way, a little oblique. */
  private static Scan random(Random random, int[] shape) {
    float[] values = new float[shape[0] * shape[1] * shape[2]];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    Affine ras = Affine.ofSpacing(0.5 + random.nextDouble(), 1 + random.nextDouble(), 2.5);
    String codes = ORIENTATIONS.get(random.nextInt(ORIENTATIONS.size()));
    double[] rows =
        new ScanPreparation(Settings.NONE.withOrientation(codes).config())
            .apply(
                Scan.of(new int[] {1, 1, 1}, AxisOrder.FIRST_FASTEST, Voxels.of(1)).withAffine(ras))
            .image()
            .affine()
            .orElseThrow()
            .rows();
    for (int i = 0; i < 12; i++) {
      rows[i] += 0.05 * random.nextDouble();
    }
    AxisOrder order = AxisOrder.values()[random.nextInt(2)];
    return Scan.of(shape, order, Voxels.of(values)).withAffine(Affine.ofRows(rows));
  }

  private static Scan ramp(int[] shape, double... spacing) {
    float[] values = new float[shape[0] * shape[1] * shape[2]];
    for (int k = 0, at = 0; k < shape[2]; k++) {
      for (int j = 0; j < shape[1]; j++) {
        for (int i = 0; i < shape[0]; i++, at++) {
          values[at] = (float) (i * spacing[0] + 10 * j * spacing[1] + 100 * k * spacing[2]);
        }
      }
    }
    return Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(values))
        .withAffine(Affine.ofSpacing(spacing[0], spacing[1], spacing[2]));
  }

  private static double valueAt(Scan scan, double[] place) {
    Affine affine = scan.affine().orElseThrow();
    int[] shape = scan.shape();
    double nearest = Double.POSITIVE_INFINITY;
    double value = Double.NaN;
    for (int i = 0; i < shape[0]; i++) {
      for (int j = 0; j < shape[1]; j++) {
        for (int k = 0; k < shape[2]; k++) {
          double[] at = affine.apply(i, j, k);
          double distance =
              Math.abs(at[0] - place[0]) + Math.abs(at[1] - place[1]) + Math.abs(at[2] - place[2]);
          if (distance < nearest) {
            nearest = distance;
            value = scan.at(i, j, k);
          }
        }
      }
    }
    assertThat(nearest).isLessThan(1e-9);
    return value;
  }

  private static void assertSameGrid(Scan restored, Scan scan) {
    assertThat(restored.shape()).isEqualTo(scan.shape());
    assertThat(restored.order()).isEqualTo(scan.order());
    assertThat(restored.affine()).isEqualTo(scan.affine());
    assertThat(restored.spacing().orElseThrow()).isEqualTo(scan.spacing().orElseThrow());
  }
}
