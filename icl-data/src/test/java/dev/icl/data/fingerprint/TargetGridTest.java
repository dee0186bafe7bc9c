package dev.icl.data.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Grids worked out by hand from nnU-Net's published rules. Axes are columns, rows, slices. */
class TargetGridTest {
  /**
   * Eleven scans of 5 to 15 mm: the median is 10, the 10th percentile the second, 6. The median
   * scan, 216 x 256 x 10, has rint(100 / 6) slices there.
   */
  @Test
  void slicesFarApartTakeTheTenthPercentile() {
    List<ScanShape> scans = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      scans.add(scan(List.of(216, 256, 10), List.of(1.5, 1.5, 5.0 + i)));
    }

    TargetGrid grid = TargetGrid.of(scans, List.of());

    assertThat(grid.spacing()).containsExactly(1.5, 1.5, 6.0);
    assertThat(grid.median()).containsExactly(216.0, 256.0, 17.0);
    assertThat(grid.slices()).isEqualTo(2);
    assertThat(grid.thick()).isTrue();
    assertThat(grid.known()).isTrue();
  }

  /** The 10th percentile of 1, 1, 9, 9, 9 is 1; that of 1, 9, 9, 9 is 1 + 0.3 · 8. */
  @Test
  void slicesAreNeverCloserThanPixels() {
    assertThat(slicesAt(2, 1.0, 1.0, 9.0, 9.0, 9.0)).isCloseTo(2.00001, within(1e-12));
    assertThat(slicesAt(2, 1.0, 9.0, 9.0, 9.0)).isCloseTo(3.4, within(1e-12));
  }

  @Test
  void moderateDifferencesKeepTheMedian() {
    List<ScanShape> scans =
        List.of(
            scan(List.of(232, 320, 110), List.of(1.25, 1.25, 1.37)),
            scan(List.of(240, 320, 120), List.of(1.25, 1.25, 1.37)),
            scan(List.of(230, 300, 100), List.of(1.0, 1.0, 2.74)));

    TargetGrid grid = TargetGrid.of(scans, List.of());

    assertThat(grid.spacing()).containsExactly(1.25, 1.25, 1.37);
    // the third scan has 184, 240 and 200 voxels there
    assertThat(grid.median()).containsExactly(232.0, 320.0, 120.0);
    assertThat(grid.thick()).isFalse();
  }

  /** Far apart, but as many of them as there are rows. */
  @Test
  void manySlicesKeepTheMedian() {
    List<ScanShape> scans =
        List.of(
            scan(List.of(100, 100, 90), List.of(1.0, 1.0, 4.0)),
            scan(List.of(100, 100, 90), List.of(1.0, 1.0, 6.0)));

    assertThat(TargetGrid.of(scans, List.of()).spacing()).containsExactly(1.0, 1.0, 5.0);
  }

  @Test
  void whereAFileDoesNotTellAxesCountAlike() {
    List<ScanShape> scans =
        List.of(
            scan(List.of(9, 256, 216), List.of()),
            scan(List.of(10, 256, 210), List.of(1.0, 1.0, 1.0)));

    TargetGrid grid = TargetGrid.of(scans, List.of());

    assertThat(grid.known()).isFalse();
    assertThat(grid.isAssumed()).isFalse();
    assertThat(grid.spacing()).containsExactly(1.0, 1.0, 1.0);
    assertThat(grid.median()).containsExactly(9.5, 256.0, 213.0);
    assertThat(grid.slices()).isEqualTo(-1);
  }

  @Test
  void aSpacingMayBeAssumedThen() {
    TargetGrid grid =
        TargetGrid.of(List.of(scan(List.of(9, 256, 216), List.of())), List.of(10.0, 1.5, 1.5));

    assertThat(grid.isAssumed()).isTrue();
    assertThat(grid.spacing()).containsExactly(10.0, 1.5, 1.5);
    assertThat(grid.median()).containsExactly(9.0, 256.0, 216.0);
    assertThat(grid.slices()).isZero();
    assertThat(grid.thick()).isTrue();
  }

  @Test
  void aSpacingThatIsAskedForIsTaken() {
    TargetGrid grid =
        TargetGrid.at(
            List.of(scan(List.of(216, 256, 10), List.of(1.5, 1.5, 8.0))), List.of(3.0, 0.0, 4.0));

    assertThat(grid.spacing()).containsExactly(3.0, 1.5, 4.0);
    assertThat(grid.median()).containsExactly(108.0, 256.0, 20.0);
    assertThat(grid.slices()).isEqualTo(2);
    assertThat(grid.thick()).isFalse();
  }

  private static double slicesAt(double pixel, Double... distances) {
    List<ScanShape> scans =
        Stream.of(distances)
            .map(mm -> scan(List.of(200, 200, 9), List.of(pixel, pixel, mm)))
            .toList();
    return TargetGrid.of(scans, List.of()).spacing().get(2);
  }

  private static ScanShape scan(List<Integer> shape, List<Double> spacing) {
    return new ScanShape("scan", shape, spacing, 1);
  }
}
