package dev.icl.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IclSparkTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "predict --checkpoint a in --out b --tolerance -1 | --tolerance: -1.0 mm is out of range; use 0 or more.",
        "predict --checkpoint a in --out b --threads -1 | --threads: -1 is out of range; use 0 or more.",
        "predict --checkpoint a in --out b --format jpeg | --format",
        "predict in --out b | Missing required option: '--checkpoint=FILE'",
        "train --config a --out b --ranks 0 | --ranks: 0 is out of range; use 1 to 1024.",
        "train --config a --out b | Missing required option: '--ranks=N'",
        "bench --out b | Missing required option: '--config=FILE'",
      })
  void aMistakeIsASentenceBeforeASessionBegins(String arguments, String sentence) {
    StringWriter errors = new StringWriter();

    int code = IclSpark.run(new PrintWriter(errors), arguments.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).startsWith(sentence);
  }

  @Test
  void theExitCodeIsThatOfIclPredict() {
    assertThat(IclSpark.code(false, false)).isZero();
    assertThat(IclSpark.code(true, false)).isEqualTo(2);
    assertThat(IclSpark.code(true, true)).isEqualTo(1);
  }
}
