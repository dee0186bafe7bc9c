package dev.icl.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiceTest {
  private static final byte[] EMPTY = {0, 0, 0, 0};
  private static final byte[] ONE = {0, 1, 1, 0};

  @Test
  void isTwiceTheOverlapOverTheSumOfSizes() {
    byte[] prediction = {1, 1, 1, 2, 0, 0};
    byte[] truth = {1, 1, 0, 2, 2, 2};

    assertThat(Dice.perClass(prediction, truth, 3)).containsExactly(2.0 * 2 / (3 + 2), 0.5);
  }

  @Test
  void aClassInNeitherMapIsNotCounted() {
    assertThat(Dice.perClass(EMPTY, EMPTY, 2)).containsExactly(Double.NaN);
  }

  @Test
  void aClassInOneMapOnlyIsZero() {
    assertThat(Dice.perClass(ONE, EMPTY, 2)).containsExactly(0);
    assertThat(Dice.perClass(EMPTY, ONE, 2)).containsExactly(0);
  }

  @Test
  void theAuthorsGiveOneForAClassInNeitherMap() {
    assertThat(Dice.perClass(EMPTY, EMPTY, 2, EmptyMasks.AUTHORS)).containsExactly(1);
  }

  @Test
  void theAuthorsGiveZeroForAClassInOneMapOnly() {
    assertThat(Dice.perClass(ONE, EMPTY, 2, EmptyMasks.AUTHORS)).containsExactly(0);
    assertThat(Dice.perClass(EMPTY, ONE, 2, EmptyMasks.AUTHORS)).containsExactly(0);
  }

  @Test
  void bothConventionsAgreeWhereBothMapsHoldTheClass() {
    byte[] truth = {0, 1, 0, 1};

    assertThat(Dice.perClass(ONE, truth, 2, EmptyMasks.AUTHORS))
        .isEqualTo(Dice.perClass(ONE, truth, 2, EmptyMasks.STRICT))
        .containsExactly(0.5);
  }

  @Test
  void aClassOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dice.perClass(new byte[] {2}, new byte[] {0}, 2))
        .withMessage("class 2 where there are 2");
  }

  @Test
  void mapsOfDifferentSizeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Dice.perClass(ONE, new byte[3], 2));
  }

  @Test
  void summaryAveragesOverCasesThenClasses() {
    DiceSummary summary =
        DiceSummary.of(List.of(new double[] {0.5, 1.0}, new double[] {0.7, Double.NaN}));

    assertThat(summary.perClass()).containsExactly(0.6, 1.0);
    assertThat(summary.mean()).isEqualTo(0.8, offset(1e-12));
    assertThat(summary.std()).isEqualTo(0.05 / Math.sqrt(2), offset(1e-12));
    assertThat(summary.cases()).isEqualTo(2);
  }

  @Test
  void aClassCountedNowhereIsLeftOutOfTheMean() {
    DiceSummary summary = DiceSummary.of(List.of(new double[] {0.5, Double.NaN}));

    assertThat(summary.mean()).isEqualTo(0.5);
    assertThat(summary.std()).isZero();
  }
}
