package dev.icl.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.core.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Expected values are those of 300 000 draws or more, made in Python in the same two or three ways.
 */
class CrossedBootstrapTest {
  private static final RandomKey KEY = RandomKey.of(4);

  private static final double[][] SEEDS_BY_PATIENTS = {
    {0.71, 0.80, 0.62, 0.90, 0.55}, {0.69, 0.84, 0.58, 0.93, 0.61}, {0.75, 0.78, 0.66, 0.88, 0.49}
  };

  @Test
  void bothSamplesAreDrawnFrom() {
    Interval interval = interval(oneValueEach(SEEDS_BY_PATIENTS));

    assertThat(interval.low()).isEqualTo(0.61, offset(0.004));
    assertThat(interval.high()).isEqualTo(0.83, offset(0.004));
  }

  @Test
  void patientsOfMoreScansWeighMore() {
    double[][][] values = {{{0.5, 0.7}, {0.9}, {0.2}}, {{0.6, 0.4}, {0.8}, {0.3}}};

    Interval interval = interval(values);

    assertThat(interval.low()).isEqualTo(0.25, offset(0.02));
    assertThat(interval.high()).isEqualTo(0.85, offset(0.02));
  }

  @Test
  void withOneSeedItIsTheBootstrapOverPatients() {
    double[][] one = {SEEDS_BY_PATIENTS[0]};

    Interval crossed = interval(oneValueEach(one));

    assertThat(crossed.low()).isEqualTo(0.61, offset(0.005));
    assertThat(crossed.high()).isEqualTo(0.824, offset(0.005));
  }

  @Test
  void seedsThatDifferWidenIt() {
    double[][] apart = {
      SEEDS_BY_PATIENTS[0], Arrays.stream(SEEDS_BY_PATIENTS[0]).map(v -> v - 0.3).toArray()
    };
    double[][] alike = {SEEDS_BY_PATIENTS[0], SEEDS_BY_PATIENTS[0]};

    assertThat(width(apart)).isGreaterThan(1.5 * width(alike));
  }

  @Test
  void aSinglePatientHasNone() {
    assertThat(interval(new double[][][] {{{0.5}}, {{0.6}}})).isEqualTo(Interval.NONE);
    assertThat(interval(new double[0][][])).isEqualTo(Interval.NONE);
    assertThat(interval(new double[][][] {{{0.5}, {}}})).isEqualTo(Interval.NONE);
  }

  @Test
  void theSameKeyGivesTheSameInterval() {
    double[][][] values = oneValueEach(SEEDS_BY_PATIENTS);

    assertThat(interval(values)).isEqualTo(interval(values));
  }

  /**
   * Three drawings of two seeds each on four patients: {@code 0.6 + 0.05·draw·(−1)^draw + 0.03·seed
   * + 0.04·patient}.
   */
  @Test
  void drawingsAreDrawnFromToo() {
    double[][][] values = new double[3][2][4];
    for (int d = 0; d < 3; d++) {
      for (int s = 0; s < 2; s++) {
        for (int p = 0; p < 4; p++) {
          values[d][s][p] = 0.6 + 0.05 * d * (d % 2 == 0 ? 1 : -1) + 0.03 * s + 0.04 * p;
        }
      }
    }

    Interval interval = threeWays(values, true);

    assertThat(interval.low()).isEqualTo(0.61, offset(0.006));
    assertThat(interval.high()).isEqualTo(0.78, offset(0.006));
    // as if every training were one of six seeds: too narrow, since two of each three share labels
    Interval flat = threeWays(values, false);
    assertThat(flat.high() - flat.low()).isLessThan(0.85 * (interval.high() - interval.low()));
  }

  private static double width(double[][] values) {
    Interval interval = interval(oneValueEach(values));
    return interval.high() - interval.low();
  }

  private static double[][][] oneValueEach(double[][] values) {
    return Arrays.stream(values)
        .map(row -> Arrays.stream(row).mapToObj(v -> new double[] {v}).toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  /** Axes: seed, patient, scan. */
  private static Interval interval(double[][][] values) {
    List<Observation> scores = new ArrayList<>();
    for (int s = 0; s < values.length; s++) {
      for (int p = 0; p < values[s].length; p++) {
        for (int c = 0; c < values[s][p].length; c++) {
          scores.add(new Observation(new ScoreOrigin("p" + p, "c" + c, s, 0), values[s][p][c]));
        }
      }
    }
    return CrossedSample.of(scores).interval(KEY);
  }

  /** Axes: drawing, seed, patient. */
  private static Interval threeWays(double[][][] values, boolean known) {
    List<Observation> scores = new ArrayList<>();
    for (int d = 0; d < values.length; d++) {
      for (int s = 0; s < values[d].length; s++) {
        for (int p = 0; p < values[d][s].length; p++) {
          ScoreOrigin origin =
              known
                  ? new ScoreOrigin("p" + p, "c", s, d)
                  : new ScoreOrigin("p" + p, "c", s + values[d].length * d, 0);
          scores.add(new Observation(origin, values[d][s][p]));
        }
      }
    }
    return CrossedSample.of(scores).interval(KEY);
  }
}
