package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicroCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--only | conv1 | --only: there is no piece 'conv1'; did you mean 'conv-1'?",
        "--engines | pytroch | engine: there is no engine 'pytroch' on the class path, which holds"
            + " pytorch, tensorflow; did you mean 'pytorch'?",
        "--seconds | 0 | --seconds: 0 is out of range; use 1 to 3600.",
      })
  void whatIsNotThereIsRefused(String option, String value, String sentence) {
    Outcome outcome = new Cli(folder).run("micro", option, value);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().strip()).isEqualTo(sentence);
  }

  @Test
  void aTableAndItsJsonAreWritten() {
    Outcome outcome =
        new Cli(folder)
            .run(
                "micro",
                "--engines",
                "pytorch",
                "--only",
                "to-engine",
                "--threads",
                "1",
                "--warm-up",
                "1",
                "--seconds",
                "1",
                "--out",
                folder.resolve("out").toString());

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("### pytorch", "| to-engine |");
    assertThat(folder.resolve("out/micro.md")).content().isEqualTo(outcome.out());
    assertThat(Files.exists(folder.resolve("out/micro.json"))).isTrue();
  }
}
