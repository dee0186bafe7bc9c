package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {
  private static final String LINE =
      "17/30  loss 3.936  ce 0.4148  dice 0.6074  lr 5.4e-05  96.4 images/s  0:02 left";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80 | 17/30  loss 3.936  ce 0.4148  dice 0.6074  lr 5.4e-05  96.4 images/s  0:02 left",
        "78 | 17/30  loss 3.936  ce 0.4148  dice 0.6074  96.4 images/s  0:02 left",
        "60 | 17/30  loss 3.936  ce 0.4148  96.4 images/s  0:02 left",
        "50 | 17/30  loss 3.936  96.4 images/s  0:02 left",
        "40 | 17/30  loss 3.936  96.4 images/s  0:02…",
        "20 | 17/30  loss 3.936…",
        "4  | 17/3",
      })
  void whatDoesNotFitGoesAWholeFieldAtATime(int width, String shown) {
    assertThat(OneLine.fitted(LINE, width)).isEqualTo(shown).hasSizeLessThanOrEqualTo(width);
  }

  @Test
  void otherLinesEndAfterAWord() {
    assertThat(OneLine.fitted("3 of 16 cells, 1 failed, 1:05 so far: train-a 42 %", 30))
        .isEqualTo("3 of 16 cells, 1 failed, 1:05…");
  }
}
