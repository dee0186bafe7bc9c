package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.run.RunFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.core.text.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code icl train --ranks}. */
class RanksCommandTest {
  @TempDir Path folder;

  private Cli cli;
  private String config;

  @BeforeEach
  void prepare() throws Exception {
    cli = new Cli(folder);
    config =
        Files.writeString(
                folder.resolve("train.yaml"),
                "data: {labeled: 1, phantom_patients: 2, phantom_validation: 1}\n")
            .toString();
    secret("token", "0123456789abcdef\n");
    secret("short", "0123\n");
  }

  private void secret(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    assertThat(file.toFile().setReadable(false, false)).isTrue();
    assertThat(file.toFile().setReadable(true, true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rank 1 | --rank, --join and --token-file are of a training in several processes; add --ranks",
        "--ranks 0 | --ranks: 0 is out of range; use 1 to 1024.",
        "--ranks 2 --rank 0 | --rank and --join belong together",
        "--ranks 2 --rank 2 --join 127.0.0.1:1 | --rank: 2 is out of range; of 2 processes the first is 0 and the last 1.",
        "--ranks 2 --rank 1 --join node1 --token-file token | --join: 'node1' is no address",
        "--ranks 2 --rank 1 --join 127.0.0.1:1 | --token-file: the processes need a secret",
        "--ranks 2 --rank 1 --join 127.0.0.1:1 --token-file short | --token-file: a token has 16 to 1024",
        "--ranks 2 --rank 1 --join 127.0.0.1:1 --token-file gone | --token-file: gone cannot be read",
        "--ranks 2 --token-file token | --token-file: it is for processes that you start yourself",
        "--ranks 2 --rank 0 --join 0.0.0.0:0 --token-file token | --join: '0.0.0.0:0' is no address",
        "--ranks 2 --rank 0 --join 0.0.0.0:1 --token-file token | --join: 0.0.0.0 stands for every network",
        "--ranks 3 | --ranks: 3 processes must divide train.labeled_batch and train.unlabeled_batch, which are 2 and 2",
        "--ranks 2 --set train.accumulate=2 | --ranks: 2 processes times train.accumulate 2 must divide",
        "--ranks 2 --folds 2 | --ranks: it is for one training",
      })
  void mistakesAreSentencesBeforeAnyProcessIsStarted(String options, String sentence) {
    Outcome outcome = train("mistake", options.split(" "));

    assertThat(outcome.err()).startsWith(sentence);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(folder.resolve("mistake")).doesNotExist();
  }

  @Test
  void oneCommandTrainsInTwoProcessesAndGoesOn() {
    Outcome whole = train("run", "--ranks", "2", "--set", "threads=0");

    assertThat(whole.err()).contains(" in 2 processes.", "Estimate for each process: about ");
    assertThat(whole.code()).isZero();
    assertThat(whole.out()).contains("Trained icl for 2 iterations");
    assertThat(new RunFolder(folder.resolve("run")).summary()).exists();

    // each process takes its share of the machine's threads, which is no setting
    int share = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    assertThat(whole.err()).contains(" on cpu, " + Counts.of(share, "thread") + ".");
    assertThat(new RunFolder(folder.resolve("run")).config()).content().contains("threads: 0");

    Outcome ended = train("run", "--ranks", "2", "--resume");
    assertThat(ended.err()).contains("nothing is left to do");
    assertThat(ended.code()).isZero();

    Outcome endedAlone = train("run", "--resume");
    assertThat(endedAlone.err()).contains("nothing is left to do");
    assertThat(endedAlone.code()).isZero();

    Outcome alone = train("run", "--resume", "--set", "train.iterations=3");
    assertThat(alone.err())
        .contains(
            "is of other settings: --ranks was 2 and is now 1; set them as they were, or add --allow-changes");
    assertThat(alone.code()).isEqualTo(2);

    Outcome more = train("run", "--ranks", "2", "--resume", "--set", "train.iterations=3");
    assertThat(more.err()).doesNotContain("unexpected");
    assertThat(more.code()).isZero();
    assertThat(more.out()).contains("Trained icl for 3 iterations");
  }

  private Outcome train(String out, String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "--config";
    all[1] = config;
    all[2] = "--set";
    all[3] = "train={labeled_batch: 2, unlabeled_batch: 2}";
    System.arraycopy(options, 0, all, 4, options.length);
    return cli.train(out, all);
  }
}
