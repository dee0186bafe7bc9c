package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.icl.core.tensor.Shape;
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

/** The grids of prepared scans: turned, cropped and resampled. */
class ScanPreparationTest extends GridScans {
  @Test
  void theDefaultChangesNothing() {
    Scan scan = random(new Random(1), new int[] {3, 4, 5});

    PreparedScan prepared = new ScanPreparation(PreprocessConfig.defaults()).apply(scan);

    assertThat(prepared.image().shape()).isEqualTo(Shape.of(3, 4, 5));
    assertThat(prepared.image().voxels().toFloats()).isEqualTo(scan.voxels().toFloats());
    assertThat(prepared.image().affine()).isEqualTo(scan.affine());
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
      random.nextInt(turned.shape().dim(0)),
      random.nextInt(turned.shape().dim(1)),
      random.nextInt(turned.shape().dim(2))
    };
    double[] place = there.apply(index[0], index[1], index[2]);
    assertThat(turned.at(index)).isEqualTo(valueAt(scan, place));
  }

  @Test
  void aFieldThatIsLinearInThePatientIsResampledToItself() {
    Scan scan = ramp(new int[] {9, 7, 5}, 1, 2, 3);

    Scan finer =
        new ScanPreparation(Settings.NONE.withSpacing(0.5, 1.5, 1.0).config()).apply(scan).image();

    assertThat(finer.spacing().orElseThrow()).containsExactly(0.5, 1.5, 1.0);
    Affine grid = finer.affine().orElseThrow();
    for (int i = 1; i < finer.shape().dim(0) - 1; i++) {
      // Beyond the outermost voxels the field is constant, so only the inside is linear.
      double[] at = grid.apply(i, 4, 6);
      assertThat(finer.at(i, 4, 6)).isCloseTo(at[0] + 10 * at[1] + 100 * at[2], within(1e-4));
    }
  }

  @Test
  void hdf5AxesKeepTheirOrder() {
    byte[] classes = {1, 0, 0, 2, 0, 0};
    float[] image = {5, 0, 0, 5, 0, 0};
    Scan scan = Scan.of(Shape.of(1, 2, 3), AxisOrder.LAST_FASTEST, Voxels.of(image));

    PreparedScan prepared =
        new ScanPreparation(Settings.NONE.withCrop(Crop.NONZERO, 0).config())
            .apply(scan, Optional.of(scan.withVoxels(Voxels.ofLabels(classes))));

    assertThat(prepared.image().shape()).isEqualTo(Shape.of(1, 2, 1));
    assertThat(prepared.label().orElseThrow().voxels().toBytes()).containsExactly(1, 2);
    assertThat(prepared.restore(new byte[] {1, 2}).voxels().toBytes()).isEqualTo(classes);
  }

  @Test
  void theBoxIsAroundEveryChannel() {
    Shape shape = Shape.of(5, 4, 3);
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
  void everyChannelIsDecodedOnce() {
    Scan first = mock(Scan.class, delegatesTo(filled(1)));
    Scan second = mock(Scan.class, delegatesTo(filled(2)));

    for (Crop crop : List.of(Crop.NONE, Crop.NONZERO)) {
      clearInvocations(first, second);
      new ScanPreparation(Settings.NONE.withCrop(crop, 0).config())
          .applyAll(List.of(first, second));

      verify(first, times(1)).floats(any());
      verify(second, times(1)).floats(any());
    }
  }

  private static Scan filled(float value) {
    float[] values = new float[27];
    values[13] = value;
    return Scan.of(Shape.of(3, 3, 3), AxisOrder.FIRST_FASTEST, Voxels.of(values))
        .withAffine(Affine.ofSpacing(1, 1, 1));
  }

  @Test
  void anEmptyScanIsNotCropped() {
    Scan scan = Scan.of(Shape.of(2, 2, 2), AxisOrder.FIRST_FASTEST, Voxels.of(new float[8]));

    assertThat(
            new ScanPreparation(Settings.NONE.withCrop(Crop.NONZERO, 0).config())
                .apply(scan)
                .image()
                .shape())
        .isEqualTo(Shape.of(2, 2, 2));
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
    Scan scan = Scan.of(Shape.of(10, 10, 10), AxisOrder.FIRST_FASTEST, Voxels.of(values));

    Scan cropped =
        new ScanPreparation(Settings.NONE.withCrop(Crop.OTSU, 0).config()).apply(scan).image();

    assertThat(cropped.voxels().toFloats()).containsExactly(40, 60);
  }

  private static double valueAt(Scan scan, double[] place) {
    Affine affine = scan.affine().orElseThrow();
    int[] shape = scan.shape().toArray();
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
}
