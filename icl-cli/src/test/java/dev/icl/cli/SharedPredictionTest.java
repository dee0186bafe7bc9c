package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cohorts that several processes segment, each with the same command. */
class SharedPredictionTest extends PredictFolder {
  @BeforeEach
  void moreScans() {
    write("scans/c.nii.gz", 12, 14, 4);
    write("scans/d.nii.gz", 20, 20, 5);
    write("scans/deep/e.nii.gz", 8, 9, 2);
  }

  @Test
  void thePartsTogetherAreWhatOneProcessMakes() throws IOException {
    predictTo("whole", "scans", "--uncertainty", "--overlays");

    int segmented = 0;
    for (int part = 1; part <= 3; part++) {
      Outcome outcome =
          predictTo("parts", "scans", "--uncertainty", "--overlays", "--shard", part + "/3");
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out()).contains(" 0 done before, 0 failed");
      segmented += Integer.parseInt(outcome.out().replaceAll("(?s).*?(\\d) segmented.*", "$1"));
    }

    assertThat(segmented).isEqualTo(5);
    assertThat(files("parts")).isEqualTo(files("whole")).hasSize(5 * 3 + 1);
  }

  @Test
  void aPartMayBeEmpty() {
    Outcome outcome = predict("scans/a.nii.gz", "--shard", "2/2");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("0 segmented, 0 done before, 0 failed");
  }

  @Test
  void whatProcessesClaimIsWhatOneProcessMakes()
      throws IOException, InterruptedException, ExecutionException {
    predictTo("whole", "scans");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<Outcome> other = pool.submit(() -> predictTo("claimed", "scans", "--claim"));
    Outcome one = predictTo("claimed", "scans", "--claim");
    pool.shutdown();

    int own = 0;
    for (Outcome outcome : List.of(one, other.get())) {
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out()).contains("5 segmented, 0 done before, 0 failed");
      own += Integer.parseInt(outcome.out().replaceAll("(?s).*(\\d) of them by this.*", "$1"));
    }
    assertThat(own).isEqualTo(5);
    assertThat(files("claimed")).isEqualTo(files("whole")).hasSize(5 + 1);
  }

  @Test
  void aScanThatFailsIsTriedOnceByAllAndAgainByOneAlone() throws IOException {
    Files.writeString(folder.resolve("scans/bad.nii.gz"), "no scan at all");
    Outcome first = predict("scans", "--claim");
    write("other/bad.nii.gz", 6, 7, 2);
    Files.copy(
        folder.resolve("other/bad.nii.gz"),
        Files.createDirectories(folder.resolve("mended")).resolve("bad.nii.gz"));
    Files.delete(folder.resolve("scans/bad.nii.gz"));
    Files.copy(folder.resolve("mended/bad.nii.gz"), folder.resolve("scans/bad.nii.gz"));

    Outcome second = predict("scans", "--claim");
    Outcome alone = predict("scans");
    Outcome third = predict("scans", "--claim");

    for (Outcome outcome : List.of(first, second)) {
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.out()).contains("5 segmented, 0 done before, 1 failed");
      assertThat(outcome.err()).hasLineCount(1).contains("bad.nii.gz");
    }
    assertThat(alone.out()).contains("1 segmented, 5 done before, 0 failed");
    assertThat(third.code()).isZero();
    assertThat(third.out()).contains("5 segmented, 1 done before, 0 failed");
  }

  @Test
  void aLabelMapThatIsGoneIsNotTakenForDone() throws IOException {
    predict("scans", "--claim");
    Files.delete(folder.resolve("out/c.nii.gz"));

    Outcome again = predict("scans", "--claim");

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).hasLineCount(1).contains("out/c.nii.gz is not there any more");
    assertThat(predict("scans").out()).contains("1 segmented, 4 done before");
    assertThat(predict("scans", "--claim").code()).isZero();
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThat(predict("scans", "--claim", "--overwrite").err())
        .hasLineCount(1)
        .startsWith("--claim and --overwrite do not go together");
    assertThat(predict("scans", "--claim", "--shard", "1/2").err())
        .hasLineCount(1)
        .startsWith("--shard and --claim both say");
    assertThat(predict("scans", "--shard", "3/2").err())
        .hasLineCount(1)
        .startsWith("--shard 3/2: there is no such part");
    assertThat(predict("scans", "--claim", "--lease", "1").err())
        .hasLineCount(1)
        .startsWith("--lease: 1 is out of range");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** Every file that a user sees, by its name. */
  private Map<String, List<Byte>> files(String out) throws IOException {
    Map<String, List<Byte>> contents = new TreeMap<>();
    Path top = folder.resolve(out);
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = top.relativize(file).toString();
        if (!name.startsWith(".")) {
          byte[] bytes = Files.readAllBytes(file);
          contents.put(name, bytes(bytes));
        }
      }
    }
    return contents;
  }

  private static List<Byte> bytes(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boxed[i] = bytes[i];
    }
    return List.of(boxed);
  }
}
