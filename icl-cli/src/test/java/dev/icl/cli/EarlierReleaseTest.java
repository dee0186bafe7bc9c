package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that files of the release of November 2026, written before the modules were divided, are
 * still read and mean the same: 160 steps of a very small ICL on each engine, {@code random:
 * portable}, with the state after 80 of them, and a benchmark.
 */
class EarlierReleaseTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void aNetworkOfAnEarlierReleaseScoresAsItDidThen(String engine) throws IOException {
    Path then = resource(engine);

    Outcome scored =
        new Cli(folder)
            .run(
                "evaluate",
                "--checkpoint",
                then.resolve("final.safetensors").toString(),
                "--out",
                folder.resolve("evaluation").toString());

    assertThat(scored.code()).as(scored.err()).isZero();
    List<double[]> before = dice(then.resolve("cases.csv"));
    List<double[]> now = dice(folder.resolve("evaluation/cases.csv"));
    assertThat(before).hasSize(6);
    assertThat(now).hasSameSizeAs(before);
    for (int i = 0; i < now.size(); i++) {
      // a voxel on the border between two classes may change sides on another processor
      assertThat(now.get(i)).containsExactly(before.get(i), offset(0.01));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void aTrainingOfAnEarlierReleaseGoesOnAsItDidThen(String engine) throws IOException {
    Path run = folder.resolve("run");
    copy(resource(engine), run);
    List<JsonNode> then = lines(run.resolve("metrics.jsonl"));

    Outcome resumed = new Cli(folder).run("train", "--resume", "--out", run.toString());

    assertThat(resumed.code()).as(resumed.err()).isZero();
    List<JsonNode> now = lines(run.resolve("metrics.jsonl"));
    assertThat(now).hasSize(160);
    for (int step = 0; step < 90; step++) {
      double loss = then.get(step).get("loss").asDouble();
      assertThat(now.get(step).get("loss").asDouble())
          .as("loss of step " + (step + 1))
          .isEqualTo(loss, offset(step < 80 ? 0 : 1e-3 * loss));
    }
  }

  @Test
  void aBenchmarkOfAnEarlierReleaseIsReported() throws IOException {
    Path bench = resource("bench");

    Outcome report =
        new Cli(folder)
            .run("report", bench.toString(), "--out", folder.resolve("report").toString());

    assertThat(report.code()).as(report.err()).isZero();
    assertThat(Files.readString(folder.resolve("report/report.md")))
        .contains("supervised (revision 1)", "icl", "pytorch", "tensorflow");
  }

  @Test
  void theSettingsOfABenchmarkOfAnEarlierReleaseAreUnderstood() throws IOException {
    Path bench = folder.resolve("bench");
    copy(resource("bench"), bench);
    Files.delete(bench.resolve("bench.json"));

    Outcome refused =
        new Cli(folder)
            .run("bench", "--resume", "--out", bench.toString(), "--set", "train.iterations=7");

    assertThat(refused.err())
        .hasLineCount(1)
        .contains("train.iterations was 6 and is now 7; set them as they were");
  }

  private static Path resource(String name) {
    try {
      return Path.of(EarlierReleaseTest.class.getResource("/earlier-release/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      List<JsonNode> read = new ArrayList<>();
      for (String line : lines.toList()) {
        read.add(JSON.readTree(line));
      }
      return read;
    }
  }

  /** The Dice of every row, in the order of the file. */
  private static List<double[]> dice(Path csv) throws IOException {
    List<String> rows = Files.readAllLines(csv);
    int column = Arrays.asList(rows.get(0).split(",")).indexOf("dice");
    return rows.stream()
        .skip(1)
        .map(row -> new double[] {Double.parseDouble(row.split(",")[column])})
        .toList();
  }
}
