package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks that are killed, with real cells in JVMs of their own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are killed as on Unix")
class InterruptedBenchTest {
  private static final int ITERATIONS = 60;
  private static final String FIRST = "train-pytorch-cpu-supervised-unet2d-l1-s1";
  private static final String SECOND = "train-pytorch-cpu-supervised-unet2d-l1-s2";

  @TempDir Path temporary;
  private Path config;
  private Path out;

  @BeforeEach
  void twoSmallTrainingsOneAfterTheOther() throws IOException {
    out = temporary.resolve("bench");
    config =
        Files.writeString(
            temporary.resolve("bench.yaml"),
            """
            bench:
              engines: [pytorch]
              devices: [cpu]
              methods: [supervised]
              seeds: [1, 2]
              timing: {repeats: 0}
              parallel: 1
            threads: 1
            method: {heads: [2, 1]}
            network: {channels: [2, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}
            data: {labeled: 1, phantom_patients: 2, phantom_validation: 1}
            train: {labeled_batch: 1, unlabeled_batch: 1, patch: [32, 32], iterations: 60,
              validate_every: 20, checkpoint_every: 1}
            """);
  }

  @Test
  void afterItsProcessWasKilledItGoesOnWithoutRepeatingOrLosingACell()
      throws IOException, InterruptedException {
    try (BenchProcess bench = BenchProcess.start(config, out)) {
      bench.awaitSteps(cell(SECOND), 5);
      List<ProcessHandle> orphans = bench.children();
      bench.kill();
      bench.exitCode();
      assertThat(orphans).isNotEmpty();
      for (ProcessHandle orphan : orphans) {
        // it sees that its parent is gone, and saves its state
        orphan.onExit().orTimeout(60, TimeUnit.SECONDS).join();
      }
    }
    byte[] first = Files.readAllBytes(cell(FIRST).resolve("cell.json"));
    int saved = steps(SECOND);
    assertThat(saved).isLessThan(ITERATIONS);
    assertThat(cell(SECOND).resolve("cell.json")).doesNotExist();

    try (BenchProcess bench = BenchProcess.start(config, out, "--resume")) {
      assertThat(bench.exitCode()).as(bench.text()).isZero();
    }

    assertThat(cell(FIRST).resolve("cell.json")).hasBinaryContent(first);
    assertWhole();
  }

  @Test
  void afterACellWasKilledItGoesOnFromTheCellsCheckpoint()
      throws IOException, InterruptedException {
    try (BenchProcess bench = BenchProcess.start(config, out, "--resume")) {
      bench.awaitSteps(cell(FIRST), 5);
      bench.children().forEach(ProcessHandle::destroyForcibly);

      assertThat(bench.exitCode()).as(bench.text()).isZero();
      assertThat(bench.text())
          .contains(out + " holds no benchmark yet: it begins at its start.")
          .contains("1 of 2 cells and comparisons of engines failed");
    }
    assertThat(record().cells())
        .extracting(Cell::status)
        .containsExactly(Status.FAILED, Status.DONE);
    byte[] second = Files.readAllBytes(cell(SECOND).resolve("cell.json"));

    try (BenchProcess bench = BenchProcess.start(config, out, "--resume")) {
      assertThat(bench.exitCode()).as(bench.text()).isZero();
    }

    assertThat(cell(SECOND).resolve("cell.json")).hasBinaryContent(second);
    assertWhole();
  }

  private void assertWhole() throws IOException {
    assertThat(record().cells()).extracting(Cell::id).containsExactly(FIRST, SECOND);
    assertThat(record().cells())
        .allSatisfy(
            cell -> {
              assertThat(cell.status()).isEqualTo(Status.DONE);
              assertThat(cell.training().iterations()).isEqualTo(ITERATIONS);
              assertThat(cell.training().curve())
                  .extracting(point -> point.iteration())
                  .containsExactlyElementsOf(IntStream.rangeClosed(1, ITERATIONS).boxed().toList());
              assertThat(cell.training().cases()).hasSize(3);
              assertThat(out.resolve(cell.training().overlays().worst().png())).exists();
            });
  }

  private BenchRecord record() {
    return BenchJson.readBench(out.resolve("bench.json"));
  }

  private Path cell(String id) {
    return out.resolve("cells").resolve(id);
  }

  private int steps(String id) throws IOException {
    return Files.readAllLines(cell(id).resolve("metrics.jsonl")).size();
  }
}
