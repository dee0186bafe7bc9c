package dev.icl.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates worked out with forty decimal digits, not with the classes. */
class ScheduleConfigTest {
  private static final double ROUNDING = 1e-9;

  @ParameterizedTest
  @CsvSource({
    "0.01, 30000, 0, 0.01",
    "0.01, 30000, 1, 0.0099999999725844322442",
    "0.01, 30000, 1000, 0.0099726094768413666846",
    "0.01, 30000, 15000, 0.005",
    "0.5, 6, 0, 0.5",
    "0.5, 6, 1, 0.4665063509461096616909",
    "0.5, 6, 2, 0.375",
    "0.5, 6, 3, 0.25",
    "0.5, 6, 4, 0.125",
    "0.5, 6, 5, 0.0334936490538903383090"
  })
  void theCosineFallsFromTheBaseRateToNothing(
      double base, int iterations, int step, double expected) {
    Schedule cosine = new ScheduleConfig(base, ScheduleKind.COSINE, 0.9, 0).over(iterations);

    assertThat(cosine.rate(step)).isCloseTo(expected, withinPercentage(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.2",
    "1, 0.4",
    "2, 0.4",
    "3, 0.3732050807568877293527",
    "4, 0.3",
    "5, 0.2",
    "6, 0.1",
    "7, 0.0267949192431122706472"
  })
  void theCosineRunsOverTheStepsBehindTheWarmUp(int step, double expected) {
    Schedule cosine = new ScheduleConfig(0.4, ScheduleKind.COSINE, 0.9, 2).over(8);

    assertThat(cosine.rate(step)).isCloseTo(expected, withinPercentage(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.2",
    "1, 0.4",
    "2, 0.6",
    "3, 0.8",
    "4, 0.8",
    "5, 0.8",
    "6, 0.6789329174313494726953",
    "7, 0.5554025301292856463179",
    "8, 0.4287093850145172656852",
    "9, 0.2976328464090411825180"
  })
  void thePolynomialRunsOverTheStepsBehindTheWarmUp(int step, double expected) {
    Schedule polynomial = new ScheduleConfig(0.8, ScheduleKind.POLYNOMIAL, 0.9, 4).over(10);

    assertThat(polynomial.rate(step)).isCloseTo(expected, withinPercentage(ROUNDING));
  }

  /** UA-MT's program for left atria. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.01",
    "2499, 0.01",
    "2500, 0.001",
    "4999, 0.001",
    "5000, 0.0001",
    "5999, 0.0001"
  })
  void theStepsTakeATenthEachTime(int step, double expected) {
    Schedule steps = new ScheduleConfig(0.01, ScheduleKind.STEPS, 0.9, 2500, 0).over(6000);

    assertThat(steps.rate(step)).isCloseTo(expected, withinPercentage(ROUNDING));
  }

  @Test
  void theConstantStaysWhereTheWarmUpEnds() {
    Schedule constant = new ScheduleConfig(0.5, ScheduleKind.CONSTANT, 0.9, 2).over(100);

    assertThat(constant.rate(0)).isEqualTo(0.25);
    assertThat(constant.rate(1)).isEqualTo(0.5);
    assertThat(constant.rate(2)).isEqualTo(0.5);
    assertThat(constant.rate(99)).isEqualTo(0.5);
  }

  @Test
  void theDefaultIsThePublishedPolynomial() {
    assertThat(ScheduleConfig.defaults().over(30_000))
        .isEqualTo(new PolynomialSchedule(0.01, 30_000, 0.9));
  }
}
