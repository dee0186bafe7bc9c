package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16Test {
  /** Between 1 and 2 they are 1/128 apart. */
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.00390625, 1",
    "1.003907, 1.0078125",
    "1.01171875, 1.015625",
    "-1.01171875, -1.015625",
    "0.1, 0.100097656",
    "-0.0, -0.0",
    "3.3961776e38, Infinity",
    "Infinity, Infinity",
    "-Infinity, -Infinity"
  })
  void roundsToTheNearestAndOfTwoToTheEvenOne(float x, float expected) {
    assertThat(Bfloat16.round(x)).isEqualTo(expected);
  }

  @Test
  void keepsNaN() {
    assertThat(Bfloat16.round(Float.NaN)).isNaN();
    assertThat(Bfloat16.round(Float.intBitsToFloat(0x7FFFFFFF))).isNaN();
  }
}
