package dev.icl.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.tensor.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final SampleId ID = new SampleId("case", "patient");

  /** Two channels of two slices, one row and three columns. */
  private static final Sample SCAN =
      Sample.of(ID, 2, Shape.of(2, 1, 3), new float[] {0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15})
          .withLabel(new byte[] {0, 0, 1, 1, 2, 2})
          .withSpacing(Spacing.of(5, 2, 1));

  @Test
  void aSliceHasOneAxisLessInEveryChannel() {
    Sample slice = SCAN.slice(1);

    assertThat(slice.shape()).isEqualTo(Shape.of(1, 3));
    assertThat(slice.image()).containsExactly(3, 4, 5, 13, 14, 15);
    assertThat(slice.label().orElseThrow()).containsExactly(1, 2, 2);
    assertThat(slice.spacing()).contains(Spacing.of(2, 1));
    assertThat(slice.id()).isEqualTo(ID);
  }

  @Test
  void aSliceOfASliceIsARow() {
    assertThat(SCAN.slice(0).slice(0).image()).containsExactly(0, 1, 2, 10, 11, 12);
  }

  @Test
  void thereIsNoSliceBehindTheLast() {
    Sample one = Sample.of(ID, Shape.of(2, 3), new float[6]);

    assertThatThrownBy(() -> one.slice(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> SCAN.slice(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aScanOfMoreVoxelsThanAnArrayHoldsIsRefused() {
    Shape tooLarge = Shape.of(2048, 2048, 513);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sample.of(ID, tooLarge, new float[3]))
        .withMessageContaining("2151677952 elements");
  }

  @Test
  void arraysAreShared() {
    Sample renamed = SCAN.withId(new SampleId("other", "patient"));

    assertThat(renamed.image()).isSameAs(SCAN.image());
    assertThat(renamed.shape()).isEqualTo(Shape.of(2, 1, 3));
  }

  @Test
  void whatIsKnownSurvivesOtherIntensities() {
    OriginalGrid grid =
        new OriginalGrid(Shape.of(1, 1, 6), SCAN.label(), SCAN.spacing(), map -> map);

    Sample changed = SCAN.withOriginal(grid).withImage(new float[12]);

    assertThat(changed.label()).isSameAs(SCAN.label());
    assertThat(changed.spacing()).isEqualTo(SCAN.spacing());
    assertThat(changed.original()).containsSame(grid);
  }

  @Test
  void spacingIsThatOfTheOriginalGridWhereThereIsOne() {
    OriginalGrid grid =
        new OriginalGrid(
            Shape.of(1, 1, 6), SCAN.label(), Optional.of(Spacing.of(3, 3, 3)), map -> map);

    assertThat(SCAN.originalSpacing()).contains(Spacing.of(5, 2, 1));
    assertThat(SCAN.withOriginal(grid).originalSpacing()).contains(Spacing.of(3, 3, 3));
  }

  @Test
  void bytesAreThoseOfTheArrays() {
    assertThat(SCAN.bytes()).isEqualTo(12 * 4 + 6);
    assertThat(SCAN.withLabel(Optional.empty()).bytes()).isEqualTo(12 * 4);
  }

  @Test
  void anAxisWithoutVoxelsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sample.of(ID, Shape.of(2, 0), new float[0]))
        .withMessage("0 intensities for case: 1 channels of shape [2, 0]");
  }

  @Test
  void otherSizesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sample.of(ID, 2, Shape.of(2, 3), new float[6]))
        .withMessage("6 intensities for case: 2 channels of shape [2, 3]");
    assertThatIllegalArgumentException().isThrownBy(() -> SCAN.withLabel(new byte[12]));
    assertThatIllegalArgumentException().isThrownBy(() -> SCAN.withSpacing(Spacing.of(1, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Spacing.of(1, 0));
  }

  @Test
  void distancesAreCountedFromTheFastestAxis() {
    assertThat(Spacing.of(5, 2, 1).fromLast(0)).isEqualTo(1);
    assertThat(Spacing.of(5, 2, 1).fromLast(2)).isEqualTo(5);
  }
}
