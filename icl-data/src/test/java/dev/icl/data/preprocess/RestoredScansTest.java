package dev.icl.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Label maps and scores of prepared scans, back on the grids of the files. */
class RestoredScansTest extends GridScans {
  @Test
  void scoresGoBackLinearlyAndHaveAValueWhereNothingWasKept() {
    // two voxels of 2 mm lie at 0.5 and 2.5 of four voxels of 1 mm
    Scan line =
        Scan.of(Shape.of(4, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(1, 1, 1, 1))
            .withSpacing(1, 1, 1);
    PreparedScan coarse =
        new ScanPreparation(Settings.NONE.withSpacing(2.0, 0.0, 0.0).config()).apply(line);
    assertThat(coarse.image().shape()).isEqualTo(Shape.of(2, 1, 1));
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

  private static byte[] labels(Random random, Scan scan) {
    byte[] classes = new byte[scan.voxels().size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) (random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0);
    }
    return classes;
  }

  private static void assertSameGrid(Scan restored, Scan scan) {
    assertThat(restored.shape()).isEqualTo(scan.shape());
    assertThat(restored.order()).isEqualTo(scan.order());
    assertThat(restored.affine()).isEqualTo(scan.affine());
    assertThat(restored.spacing().orElseThrow()).isEqualTo(scan.spacing().orElseThrow());
  }
}
