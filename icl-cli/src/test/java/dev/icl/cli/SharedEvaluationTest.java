package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations whose cases several processes score. */
class SharedEvaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void trainAndScoreWhole() {
    Outcome trained =
        new Cli(shared)
            .train(
                "run",
                "--set",
                "method.name=supervised",
                "--set",
                "data={phantom_patients: 4, phantom_validation: 3}");
    assertThat(trained.code()).isZero();
    assertThat(evaluate(shared.resolve("whole")).code()).isZero();
  }

  @Test
  void thePartThatEndsLastWritesTheSameAsOneProcess() throws IOException {
    Outcome first = evaluate(folder, "--shard", "1/2");
    assertThat(first.code()).isZero();
    assertThat(first.out()).contains("Of the 3 validation cases 2 are scored");
    assertThat(folder.resolve("summary.json")).doesNotExist();

    Outcome last = evaluate(folder, "--shard", "2/2");

    assertThat(last.code()).isZero();
    assertThat(last.out()).contains("Dice of 3 cases of 3 patients");
    assertSameAsWhole();
  }

  @Test
  void whatProcessesClaimIsTheSameAsOneProcess() throws IOException {
    Outcome first = evaluate(folder, "--claim");
    assertThat(first.code()).isZero();
    assertSameAsWhole();
    Files.delete(folder.resolve("summary.json"));

    // all is claimed and done: the results are put together again
    assertThat(evaluate(folder, "--claim").code()).isZero();
    assertSameAsWhole();
  }

  @Test
  void aFolderIsNeeded() {
    Outcome outcome =
        new Cli(shared)
            .run("evaluate", "--checkpoint", shared.resolve("run").toString(), "--shard", "1/2");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains("name one with --out, the same for all");
  }

  private static Outcome evaluate(Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--checkpoint",
                shared.resolve("run").toString(),
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    return new Cli(shared).run(arguments.toArray(String[]::new));
  }

  private void assertSameAsWhole() throws IOException {
    Path whole = shared.resolve("whole");
    List<Path> files;
    try (Stream<Path> found = Files.walk(whole)) {
      files = found.filter(Files::isRegularFile).map(whole::relativize).toList();
    }
    assertThat(files).hasSize(3 + 2 * 3);
    for (Path file : files) {
      if (!file.toString().equals("summary.json")) {
        assertThat(folder.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
      }
    }
    assertThat(scores(folder)).isEqualTo(scores(whole));
  }

  /** The summary without what a clock and the system tell. */
  private static JsonNode scores(Path out) throws IOException {
    ObjectNode summary = (ObjectNode) JSON.readTree(out.resolve("summary.json").toFile());
    return summary.without(
        List.of("seconds", "metrics_seconds", "images_per_second", "peak_rss_mb"));
  }
}
