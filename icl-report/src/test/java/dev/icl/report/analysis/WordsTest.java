package dev.icl.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  /** 0.0488 and 0.0537 are p-values of 10 and of 11 patients. */
  @ParameterizedTest
  @CsvSource({
    "0.0488, 0.049",
    "0.0537, 0.054",
    "0.2, 0.20",
    "0.0995, 0.100",
    "0.001, 0.001",
    "0.0009, < 0.001",
    "NaN, –"
  })
  void pValuesAreOnTheirSideOfTheLevel(double p, String words) {
    assertThat(Words.bareP(p)).isEqualTo(words);
  }
}
