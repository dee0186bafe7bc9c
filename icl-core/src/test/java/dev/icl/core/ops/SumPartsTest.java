package dev.icl.core.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SumPartsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "100, 100",
    "128, 128",
    "1024, 128",
    "65536, 256",
    "1572864, 1024",
    "393216, 512",
    "131071, 1",
    "262142, 2"
  })
  void theLargestDivisorUpToTheRootOrToAHundredAndTwentyEight(long values, long parts) {
    assertThat(SumParts.of(values)).isEqualTo(parts);
  }
}
