package dev.icl.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScanTest {
  /** Two columns, three rows, one slice: value = 10 column + row. */
  private static final Scan SMALL =
      Scan.of(Shape.of(2, 3, 1), AxisOrder.FIRST_FASTEST, Voxels.of(0, 10, 1, 11, 2, 12));

  @Test
  void aShapeGivesTheSizesOfTheAxes() {
    Scan scan =
        Scan.of(
            Shape.of(2, 1, 3), AxisOrder.LAST_FASTEST, Voxels.of(new float[] {1, 2, 3, 4, 5, 6}));

    assertThat(scan.shape()).isEqualTo(Shape.of(2, 1, 3));
    assertThatThrownBy(
            () -> Scan.of(Shape.of(2, 2), AxisOrder.LAST_FASTEST, Voxels.of(new float[3])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aValueIsFoundByItsIndices() {
    assertThat(SMALL.at(1, 2, 0)).isEqualTo(12);
    assertThatThrownBy(() -> SMALL.at(2, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void valuesComeInTheOrderAskedFor() {
    assertThat(SMALL.floats(AxisOrder.FIRST_FASTEST)).containsExactly(0, 10, 1, 11, 2, 12);
    assertThat(SMALL.floats(AxisOrder.LAST_FASTEST)).containsExactly(0, 1, 2, 10, 11, 12);
  }

  @Test
  void reversingTheAxesCopiesNothing() {
    Scan reversed = SMALL.withAffine(Affine.ofSpacing(2, 3, 4)).reversed();

    assertThat(reversed.shape()).isEqualTo(Shape.of(1, 3, 2));
    assertThat(reversed.at(0, 2, 1)).isEqualTo(12);
    assertThat(reversed.voxels()).isSameAs(SMALL.voxels());
    assertThat(reversed.spacing().orElseThrow()).containsExactly(4, 3, 2);
    assertThat(reversed.affine().orElseThrow().orientation().codes()).isEqualTo("SAR");
  }

  @Test
  void aFrameIsOnePlaceOfTheLastAxis() {
    Scan film = Scan.of(Shape.of(1, 2, 1, 2), AxisOrder.FIRST_FASTEST, Voxels.of(1, 2, 3, 4));

    assertThat(film.frame(1).shape()).isEqualTo(Shape.of(1, 2, 1));
    assertThat(film.frame(1).floats(AxisOrder.FIRST_FASTEST)).containsExactly(3, 4);
  }

  @Test
  void squeezingDropsTimeOfOnePoint() {
    Scan still = Scan.of(Shape.of(1, 2, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(1, 2));

    assertThat(still.withSpacing(1, 2, 3, 4).squeezed().shape()).isEqualTo(Shape.of(1, 2, 1));
    assertThat(still.withSpacing(1, 2, 3, 4).squeezed().spacing().orElseThrow())
        .containsExactly(1, 2, 3);
  }

  @Test
  void nothingHandedOutChangesIt() {
    Scan scan = SMALL.withSpacing(1, 2, 3);
    scan.spacing().orElseThrow()[0] = 7;
    scan.floats(AxisOrder.FIRST_FASTEST)[0] = 7;

    assertThat(scan.shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(scan.spacing().orElseThrow()).containsExactly(1, 2, 3);
    assertThat(scan.at(0, 0, 0)).isZero();
    ByteBuffer bytes = scan.voxels().bytes();
    assertThatThrownBy(() -> bytes.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void labelsBeyondTheClassesAreNamedWithTheFile() {
    Scan scan = SMALL.withSource(Path.of("case.nii"), "00");

    assertThatThrownBy(() -> scan.labels(AxisOrder.FIRST_FASTEST, 4))
        .isInstanceOf(UserException.class)
        .hasMessage("case.nii holds 10 as a label, but labels must be the classes 0 to 3.");
  }

  @Test
  void aShapeThatDoesNotFitIsABug() {
    assertThatThrownBy(() -> Scan.of(Shape.of(2, 2), AxisOrder.LAST_FASTEST, Voxels.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 voxels for the shape [2, 2]");
    assertThatThrownBy(
            () -> Scan.of(Shape.of(2, 0), AxisOrder.LAST_FASTEST, Voxels.of(new float[0])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aShapeOfMoreVoxelsThanALongCountsFitsToNone() {
    // the last three make 2^64 - 1, which is -1 in a long
    Shape shape = Shape.of(65_536, 65_536, 1, 42_007_935, 65_537, 6_700_417);

    assertThatThrownBy(() -> Scan.of(shape, AxisOrder.LAST_FASTEST, Voxels.of(new float[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("1 voxels for the shape [65536, 65536, 1, ");
  }
}
