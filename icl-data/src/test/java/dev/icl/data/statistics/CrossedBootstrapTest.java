package dev.icl.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.core.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected values are those of a million draws with NumPy 1.24.2, made in the same two ways. */
class CrossedBootstrapTest {
  private static final RandomKey KEY = RandomKey.of(4);

  private static final double[][] SEEDS_BY_PATIENTS = {
    {0.71, 0.80, 0.62, 0.90, 0.55}, {0.69, 0.84, 0.58, 0.93, 0.61}, {0.75, 0.78, 0.66, 0.88, 0.49}
  };

  @Test
  void bothSamplesAreDrawnFrom() {
    Interval interval = CrossedBootstrap.ofMean(oneValueEach(SEEDS_BY_PATIENTS), KEY);

    assertThat(interval.low()).isEqualTo(0.61, offset(0.004));
    assertThat(interval.high()).isEqualTo(0.83, offset(0.004));
  }

  @Test
  void patientsOfMoreScansWeighMore() {
    double[][][] values = {{{0.5, 0.7}, {0.9}, {0.2}}, {{0.6, 0.4}, {0.8}, {0.3}}};

    Interval interval = CrossedBootstrap.ofMean(values, KEY);

    assertThat(interval.low()).isEqualTo(0.25, offset(0.02));
    assertThat(interval.high()).isEqualTo(0.85, offset(0.02));
  }

  @Test
  void withOneSeedItIsTheBootstrapOverPatients() {
    double[][] one = {SEEDS_BY_PATIENTS[0]};

    Interval crossed = CrossedBootstrap.ofMean(oneValueEach(one), KEY);
    Interval plain = Bootstrap.ofMean(one[0], KEY);

    assertThat(crossed.low()).isEqualTo(plain.low(), offset(0.005));
    assertThat(crossed.high()).isEqualTo(plain.high(), offset(0.005));
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
    assertThat(CrossedBootstrap.ofMean(new double[][][] {{{0.5}}, {{0.6}}}, KEY))
        .isEqualTo(Interval.NONE);
    assertThat(CrossedBootstrap.ofMean(new double[0][][], KEY)).isEqualTo(Interval.NONE);
    assertThat(CrossedBootstrap.ofMean(new double[][][] {{{0.5}, {}}}, KEY))
        .isEqualTo(Interval.NONE);
  }

  @Test
  void theSameKeyGivesTheSameInterval() {
    double[][][] values = oneValueEach(SEEDS_BY_PATIENTS);

    assertThat(CrossedBootstrap.ofMean(values, KEY))
        .isEqualTo(CrossedBootstrap.ofMean(values, KEY));
  }

  private static double width(double[][] values) {
    Interval interval = CrossedBootstrap.ofMean(oneValueEach(values), KEY);
    return interval.high() - interval.low();
  }

  private static double[][][] oneValueEach(double[][] values) {
    return Arrays.stream(values)
        .map(row -> Arrays.stream(row).mapToObj(v -> new double[] {v}).toArray(double[][]::new))
        .toArray(double[][][]::new);
  }
}
