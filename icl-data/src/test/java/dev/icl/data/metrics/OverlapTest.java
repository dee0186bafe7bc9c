package dev.icl.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OverlapTest {
  private static final byte[] EMPTY = {0, 0, 0, 0};
  private static final byte[] ONE = {0, 1, 1, 0};

  @Test
  void diceIsTwiceTheOverlapOverTheSumOfSizes() {
    LabelMap prediction = LabelMap.image(2, 3, new byte[] {1, 1, 1, 2, 0, 0});
    LabelMap reference = LabelMap.image(2, 3, new byte[] {1, 1, 0, 2, 2, 2});

    assertThat(Overlap.perClass(prediction, reference, 3))
        .containsExactly(new Overlap(2, 3, 2), new Overlap(1, 1, 3))
        .extracting(o -> o.dice(EmptyMasks.STRICT))
        .containsExactly(2.0 * 2 / (3 + 2), 0.5);
  }

  @Test
  void theOtherScoresFollowFromTheSameCounts() {
    Overlap overlap = new Overlap(3, 4, 12);

    assertThat(overlap.jaccard(EmptyMasks.STRICT)).isEqualTo(3.0 / 13);
    assertThat(overlap.precision()).isEqualTo(0.75);
    assertThat(overlap.recall()).isEqualTo(0.25);
    assertThat(overlap.relativeVolumeDifference()).isEqualTo(8.0 / 12);
  }

  @Test
  void aClassInNeitherMapIsNotCounted() {
    Overlap neither = overlap(EMPTY, EMPTY);

    assertThat(neither.dice(EmptyMasks.STRICT)).isNaN();
    assertThat(neither.jaccard(EmptyMasks.STRICT)).isNaN();
    assertThat(neither.precision()).isNaN();
    assertThat(neither.recall()).isNaN();
  }

  @Test
  void aMissedOrInventedClassIsZero() {
    for (Overlap oneEmpty : new Overlap[] {overlap(EMPTY, ONE), overlap(ONE, EMPTY)}) {
      for (EmptyMasks convention : EmptyMasks.values()) {
        assertThat(oneEmpty.dice(convention)).isZero();
        assertThat(oneEmpty.jaccard(convention)).isZero();
      }
      assertThat(oneEmpty.precision()).isZero();
      assertThat(oneEmpty.recall()).isZero();
    }
  }

  @Test
  void bothConventionsAgreeWhereBothMapsHoldTheClass() {
    Overlap overlap = overlap(ONE, new byte[] {0, 1, 0, 1});

    assertThat(overlap.dice(EmptyMasks.AUTHORS))
        .isEqualTo(overlap.dice(EmptyMasks.STRICT))
        .isEqualTo(0.5);
  }

  @Test
  void longRunsOfBackgroundAreCountedLikeSingleVoxels() {
    byte[] prediction = new byte[41];
    byte[] reference = new byte[41];
    prediction[0] = 1;
    prediction[17] = 1;
    reference[17] = 1;
    reference[40] = 1;

    assertThat(
            Overlap.perClass(
                LabelMap.image(1, 41, prediction), LabelMap.image(1, 41, reference), 2))
        .containsExactly(new Overlap(1, 2, 2));
  }

  @Test
  void aClassOutOfRangeIsRefused() {
    LabelMap two = LabelMap.image(1, 1, new byte[] {2});
    LabelMap none = LabelMap.image(1, 1, new byte[] {0});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Overlap.perClass(two, none, 2))
        .withMessage("class 2 where there are 2");
    assertThatIllegalArgumentException().isThrownBy(() -> Overlap.perClass(none, two, 2));
  }

  @Test
  void mapsOfDifferentSizeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Overlap.perClass(
                    LabelMap.image(1, 4, ONE), LabelMap.volume(1, 1, 4, new byte[4]), 2))
        .withMessage("a prediction of 1x4 against a reference of 1x1x4");
  }

  private static Overlap overlap(byte[] prediction, byte[] reference) {
    return Overlap.perClass(LabelMap.image(1, 4, prediction), LabelMap.image(1, 4, reference), 2)
        .get(0);
  }
}
