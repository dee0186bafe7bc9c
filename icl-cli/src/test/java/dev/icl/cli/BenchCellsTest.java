package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks whose cells are started one by one. */
class BenchCellsTest {
  private static final String FIRST = "train-pytorch-cpu-supervised-unet2d-l1-s1";
  private static final String SECOND = "train-pytorch-cpu-supervised-unet2d-l1-s2";
  private static final String TIMING = "timing-pytorch-cpu-supervised-unet2d-r1";
  private static final String CONFIG =
      """
      engine: pytorch
      device: cpu
      data: {phantom_patients: 3, phantom_validation: 1}
      network: {channels: [2, 4, 8, 8], dropout: [0, 0, 0, 0]}
      train: {iterations: 2, validate_every: 2, labeled_batch: 1, unlabeled_batch: 1, patch: [16, 16]}
      bench:
        methods: [supervised]
        labeled: [1]
        seeds: [1, 2]
        timing: {repeats: %d}
        parity: {iterations: 0}
      """;

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void config() throws IOException {
    config = Files.writeString(folder.resolve("bench.yaml"), CONFIG.formatted(0));
  }

  @Test
  void cellsAreListedForProgramsAndNothingIsWritten() throws IOException {
    Files.writeString(config, CONFIG.formatted(1));

    Outcome lines = bench("out", "--list");
    Outcome json = bench("out", "--list", "--json");

    assertThat(lines.out().lines())
        .containsExactly(
            TIMING + "\ttiming\topen", FIRST + "\ttrain\topen", SECOND + "\ttrain\topen");
    JsonNode cell = new ObjectMapper().readTree(json.out()).at("/cells/2");
    assertThat(cell.get("id").asText()).isEqualTo(SECOND);
    assertThat(cell.get("seed").asLong()).isEqualTo(2);
    assertThat(cell.get("label_draw").asInt()).isZero();
    assertThat(cell.get("state").asText()).isEqualTo("open");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aCellThatIsNotThereAndATimingAreRefusedBeforeAnythingIsWritten() throws IOException {
    Files.writeString(config, CONFIG.formatted(1));

    Outcome unknown = bench("out", "--cell", FIRST.replace("s1", "s3"));
    Outcome timing = bench("out", "--cell", TIMING);

    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).hasLineCount(1).contains("--cell").contains(FIRST);
    assertThat(timing.code()).isEqualTo(2);
    assertThat(timing.err()).hasLineCount(1).contains(TIMING + " is a timing");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are killed by signals")
  void cellsThatRanApartMakeTheSameReportAsAWholeRun() throws IOException, InterruptedException {
    try (BenchProcess whole = BenchProcess.start(config, folder.resolve("whole"));
        BenchProcess first = BenchProcess.start(config, folder.resolve("apart"), "--cell", FIRST)) {
      assertThat(first.exitCode()).as(first.text()).isZero();
      assertThat(whole.exitCode()).as(whole.text()).isZero();
    }
    assertThat(bench("apart", "--list").out().lines())
        .containsExactly(FIRST + "\ttrain\tdone", SECOND + "\ttrain\topen");
    Outcome half = new Cli(folder).run("report", folder + "/apart");
    assertThat(half.code()).isZero();
    assertThat(half.err()).contains("Of 2 cells in " + folder + "/apart, 1 have not ended");

    try (BenchProcess second =
        BenchProcess.start(config, folder.resolve("apart"), "--cell", SECOND)) {
      assertThat(second.exitCode()).as(second.text()).isZero();
    }
    Outcome all = new Cli(folder).run("report", folder + "/apart");

    assertThat(all.code()).isZero();
    assertThat(all.err()).isEmpty();
    for (String file : List.of("csv/cases.csv", "csv/networks.csv")) {
      assertThat(Files.readAllLines(folder.resolve("apart").resolve(file)))
          .hasSizeGreaterThan(2)
          .containsExactlyElementsOf(Files.readAllLines(folder.resolve("whole").resolve(file)));
    }
  }

  private Outcome bench(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("bench", "--config", config.toString(), "--out", folder + "/" + out));
    arguments.addAll(List.of(more));
    return new Cli(folder).run(arguments.toArray(String[]::new));
  }
}
