package dev.icl.report.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownGridTest {
  @Test
  void anOrientedScanIsShownAsRadiologistsDo() {
    Scan scan = Scans.toRightFrontHead();
    ShownGrid grid = ShownGrid.of(scan);

    // columns from the patient's right (x = 2) to the left, rows from the front (y = 1) to the back
    assertThat(shown(scan, grid))
        .containsExactly(210, 110, 10, 200, 100, 0, 211, 111, 11, 201, 101, 1);
    assertThat(grid.axes()).extracting(ShownGrid.Axis::ends).containsExactly("IS", "AP", "RL");
    assertThat(grid.axes()).extracting(ShownGrid.Axis::mm).containsExactly(3.0, 0.7, 0.5);
    assertThat(grid.axes()).extracting(ShownGrid.Axis::file).containsExactly(2, 1, 0);
    assertThat(grid.axes()).extracting(ShownGrid.Axis::first).containsExactly(0, 1, 2);
    assertThat(grid.axes()).extracting(ShownGrid.Axis::step).containsExactly(1, -1, -1);
  }

  @Test
  void aFileWithOtherAxesIsShownAlike() {
    // the first axis runs to the head, the second to the left, the third to the back
    Scan scan = Scans.numbered().withAffine(Affine.ofRows(0, -1, 0, 0, 0, 0, -1, 0, 2, 0, 0, 0));

    ShownGrid grid = ShownGrid.of(scan);

    // slices are x, rows z, columns y of the file
    assertThat(shown(scan, grid))
        .containsExactly(0, 10, 1, 11, 100, 110, 101, 111, 200, 210, 201, 211);
    assertThat(grid.axes()).extracting(ShownGrid.Axis::file).containsExactly(0, 2, 1);
    assertThat(grid.axes()).extracting(ShownGrid.Axis::mm).containsExactly(2.0, 1.0, 1.0);
  }

  @Test
  void aScanOfUnknownOrientationIsShownAsItsFileHasIt() {
    Scan scan = Scans.numbered();
    ShownGrid grid = ShownGrid.of(scan);

    assertThat(shown(scan, grid))
        .containsExactly(0, 100, 200, 10, 110, 210, 1, 101, 201, 11, 111, 211);
    assertThat(shown(scan.reversed(), ShownGrid.of(scan.reversed()))).isEqualTo(shown(scan, grid));
    assertThat(grid.axes()).extracting(ShownGrid.Axis::ends).containsOnly("");
    assertThat(grid.oriented()).isFalse();
    assertThat(grid.measured()).isFalse();
  }

  @Test
  void slicesAreCountedAsThePageShowsThem() {
    Scan scan = Scans.toRightFrontHead();

    ShownGrid second = ShownGrid.of(scan).with(new SliceRange(2, 9));

    assertThat(shown(scan, second)).containsExactly(211, 111, 11, 201, 101, 1);
    assertThat(second.axes().get(0).first()).isEqualTo(1);
    assertThat(ShownGrid.of(scan).with(new SliceRange(5, 9)).voxels())
        .as("a scan without these slices is shown whole")
        .isEqualTo(12);
  }

  @Test
  void longAxesAreThinnedAndShortOnesStay() {
    Scan scan = Scans.ball(97);
    ShownGrid grid = ShownGrid.of(scan).with(new SliceRange(1, 5)).thinned(4);

    assertThat(grid.axes()).extracting(ShownGrid.Axis::size).isEqualTo(List.of(5, 25, 25));
    assertThat(grid.axes()).extracting(ShownGrid.Axis::mm).isEqualTo(List.of(2.0, 4.0, 4.0));
    assertThat(grid.axes().get(2).step()).isEqualTo(-4);
    // the first column shown is the file's last one, the next one is four before it
    int[] places = new int[grid.voxels()];
    grid.forEach((to, from) -> places[to] = from);
    assertThat(places[0] - places[1]).isEqualTo(4);
    assertThat(places[0]).isEqualTo(96 * 97 + 96);
  }

  private static int[] shown(Scan scan, ShownGrid grid) {
    int[] values = new int[grid.voxels()];
    grid.forEach((to, from) -> values[to] = (int) scan.voxels().at(from));
    return values;
  }
}
