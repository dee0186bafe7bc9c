package dev.icl.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.data.sample.Spacing;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseScorerTest {
  private static final Set<Metric> DISTANCES =
      EnumSet.of(
          Metric.HD_VOXEL,
          Metric.HD95_VOXEL,
          Metric.ASD_VOXEL,
          Metric.ASSD_VOXEL,
          Metric.HD_MM,
          Metric.HD95_MM,
          Metric.ASD_MM,
          Metric.ASSD_MM);
  private static final Spacing SPACING = Spacing.of(10, 2, 1);

  /** Class 1 agrees, class 2 is one column too far, 3 was missed, 4 is not there, 5 in neither. */
  private final LabelMap prediction = row(1, 1, 0, 2, 2, 0, 0, 4);

  private final LabelMap reference = row(1, 1, 2, 2, 0, 3, 3, 0);

  @Test
  void aPerfectClassHasPerfectScores() {
    ClassScores one = strict().get(0);

    assertThat(one.get(Metric.DICE)).isEqualTo(1);
    assertThat(one.get(Metric.NSD)).isEqualTo(1);
    assertThat(DISTANCES).allSatisfy(m -> assertThat(one.get(m)).isZero());
    assertThat(one.get(Metric.VOLUME_DIFFERENCE_ML)).isZero();
  }

  @Test
  void everyScoreSaysWhatItIsIn() {
    LabelMap far = row(0, 0, 0, 0, 1, 0, 0, 0);
    LabelMap near = row(0, 1, 1, 0, 0, 0, 0, 0);
    ClassScores scores =
        new CaseScorer(EmptyMasks.STRICT, 2.5)
            .score(far, near, 2, Optional.of(Spacing.of(10, 1, 1.25)))
            .get(0);

    assertThat(scores.get(Metric.HD_VOXEL)).isEqualTo(3);
    assertThat(scores.get(Metric.HD_MM)).isEqualTo(3.75);
    assertThat(scores.get(Metric.ASD_VOXEL)).isEqualTo(2);
    assertThat(scores.get(Metric.ASSD_MM)).isEqualTo((2 + 3 + 2) * 1.25 / 3, offset(1e-12));
    assertThat(scores.get(Metric.NSD)).isEqualTo(2 / 3.0);
    assertThat(scores.get(Metric.VOLUME_DIFFERENCE_ML)).isEqualTo(0.0125, offset(1e-15));
    assertThat(scores.get(Metric.VOLUME_DIFFERENCE_RELATIVE)).isEqualTo(0.5);
  }

  @Test
  void aMissedOrganIsAsFarAwayAsTheScanIsLarge() {
    ClassScores missed = strict().get(2);

    assertThat(missed.get(Metric.HD95_VOXEL)).isEqualTo(Math.sqrt(1 + 1 + 64));
    assertThat(missed.get(Metric.ASD_MM)).isEqualTo(Math.sqrt(100 + 4 + 64));
    assertThat(missed.get(Metric.NSD)).isZero();
    assertThat(missed.get(Metric.DICE)).isZero();
    assertThat(missed.get(Metric.VOLUME_DIFFERENCE_RELATIVE)).isEqualTo(1);
  }

  @Test
  void aMissedOrganIsNeverBetterThanAFoundOne() {
    List<ClassScores> scores = strict();
    ClassScores found = scores.get(1);

    for (ClassScores empty : List.of(scores.get(2), scores.get(3))) {
      for (Metric metric : Metric.values()) {
        if (Double.isNaN(empty.get(metric))) {
          assertThat(metric).isEqualTo(Metric.VOLUME_DIFFERENCE_RELATIVE);
        } else if (metric.higherIsBetter()) {
          assertThat(empty.get(metric)).as(metric.column()).isLessThan(found.get(metric));
        } else {
          assertThat(empty.get(metric)).as(metric.column()).isGreaterThan(found.get(metric));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void aClassInNeitherMapIsNotCounted(Metric metric) {
    assertThat(strict().get(4).get(metric)).isNaN();
  }

  @Test
  void theAuthorsConventionIsTheirNumberInWhateverUnit() {
    List<ClassScores> scores = scores(EmptyMasks.AUTHORS);

    assertThat(DISTANCES)
        .allSatisfy(
            m -> {
              assertThat(scores.get(2).get(m)).isEqualTo(373.128664);
              assertThat(scores.get(3).get(m)).isEqualTo(373.128664);
              assertThat(scores.get(4).get(m)).isZero();
            });
    assertThat(scores.get(4).get(Metric.DICE)).isEqualTo(1);
    assertThat(scores.get(1).get(Metric.HD_MM)).isEqualTo(strict().get(1).get(Metric.HD_MM));
  }

  @Test
  void withoutSpacingNothingIsSaidInMillimetres() {
    ClassScores scores =
        new CaseScorer(EmptyMasks.STRICT, 2)
            .score(prediction, reference, 6, Optional.empty())
            .get(0);

    assertThat(scores.metrics())
        .contains(Metric.DICE, Metric.HD95_VOXEL)
        .doesNotContain(Metric.HD95_MM, Metric.NSD, Metric.VOLUME_DIFFERENCE_ML);
    assertThat(scores.get(Metric.HD95_MM)).isNaN();
  }

  @Test
  void aNegativeToleranceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaseScorer(EmptyMasks.STRICT, -1))
        .withMessage("a tolerance of -1.0 mm");
  }

  private List<ClassScores> strict() {
    return scores(EmptyMasks.STRICT);
  }

  private List<ClassScores> scores(EmptyMasks emptyMasks) {
    return new CaseScorer(emptyMasks, 2).score(prediction, reference, 6, Optional.of(SPACING));
  }

  private static LabelMap row(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return LabelMap.volume(1, 1, bytes.length, bytes);
  }
}
