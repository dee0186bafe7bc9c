package dev.icl.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates worked out with thirty decimal digits, not with the class. */
class PolynomialScheduleTest {
  private static final double ROUNDING = 1e-9;

  @ParameterizedTest
  @CsvSource({
    "0, 0.01",
    "1, 0.01",
    "2, 0.00999969999949999389",
    "3, 0.00999939999799995111",
    "1000, 0.00969979479793614321",
    "15001, 0.00535886731268146583",
    "29999, 0.00000174388509932230422"
  })
  void thePublishedTrainingOf30000Steps(int step, double rate) {
    assertThat(new PolynomialSchedule(0.01, 30_000, 0.9).rate(step))
        .isCloseTo(rate, withinPercentage(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.5",
    "2, 0.409026073025429171",
    "3, 0.315722933744677624",
    "4, 0.219191645277043462",
    "5, 0.117461894308801901"
  })
  void aShortTrainingFallsFast(int step, double rate) {
    assertThat(new PolynomialSchedule(0.5, 5, 0.9).rate(step))
        .isCloseTo(rate, withinPercentage(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.01", "1, 0.008", "2, 0.0064", "3, 0.00512"})
  void thePowerIsApplied(double power, double rate) {
    assertThat(new PolynomialSchedule(0.01, 10, power).rate(3))
        .isCloseTo(rate, withinPercentage(ROUNDING));
  }
}
