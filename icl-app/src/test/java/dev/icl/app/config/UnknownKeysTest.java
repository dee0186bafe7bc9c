package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are not there, or twice. */
class UnknownKeysTest {
  @TempDir private Path folder;

  @Test
  void unknownKey() {
    refused(
        """
        seed: 3
        train:
          iteration: 5
        """,
        "run.yaml, line 3, column 3: unknown key 'iteration' in train; did you mean"
            + " 'iterations'?");
  }

  @Test
  void unknownKeyThatResemblesNone() {
    refused(
        "network: {levels: 4}",
        "run.yaml, line 1, column 11: unknown key 'levels' in network; use one of name,"
            + " channels, dropout.");
  }

  @Test
  void keyOfAnotherSection() {
    refused(
        "labeled: 3",
        "run.yaml, line 1, column 1: unknown key 'labeled'; did you mean 'data.labeled'?");
  }

  @Test
  void keyOfAnotherSectionThatResemblesOneHere() {
    refused(
        "train: {labeled: 3}",
        "run.yaml, line 1, column 9: unknown key 'labeled' in train; did you mean 'data.labeled' or"
            + " 'train.labeled_batch'?");
  }

  @Test
  void pathInPlaceOfAKey() {
    refused(
        "data.labeled: 3",
        "run.yaml, line 1, column 1: unknown key 'data.labeled'; write 'labeled' under 'data'.");
  }

  @Test
  void keyOfTheTopLevelInASection() {
    refused(
        "train: {seed: 3}",
        "run.yaml, line 1, column 9: unknown key 'seed' in train; did you mean 'seed' at the top"
            + " level?");
  }

  @Test
  void keyOfSeveralOtherSections() {
    refused(
        "train: {name: icl}",
        "run.yaml, line 1, column 9: unknown key 'name' in train; did you mean 'method.name',"
            + " 'network.name' or 'data.name'?");
  }

  @Test
  void unknownKeyOnTheCommandLine() {
    refused(
        "",
        "--set trian.iterations=5: unknown key 'trian'; did you mean 'train'?",
        "trian.iterations=5");
  }

  @Test
  void repeatedKey() {
    refused(
        "seed: 1\nengine: pytorch\nseed: 2\n",
        "run.yaml, line 3, column 1: the key 'seed' is there twice (first: run.yaml, line 1, column"
            + " 1); keep one.");
  }

  private void refused(String yaml, String message, String... settings) {
    assertThatThrownBy(() -> read(yaml, settings))
        .isInstanceOf(UserException.class)
        .extracting(e -> e.getMessage().replace(folder + "/", ""))
        .isEqualTo(message.strip());
  }

  private void read(String yaml, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), yaml);
    new RunConfigReader(Map.of(), folder).read(Optional.of(file), List.of(settings));
  }
}
