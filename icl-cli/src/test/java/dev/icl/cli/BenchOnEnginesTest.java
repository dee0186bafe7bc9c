package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.record.BenchJson;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.BenchSchema;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Parity;
import dev.icl.report.record.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small benchmark of both engines, every kind of cell in it. */
class BenchOnEnginesTest {
  @TempDir Path temporary;

  @Test
  void timesTrainsAndComparesBothEngines() throws IOException, InterruptedException {
    Path out = temporary.resolve("bench");
    Path config =
        Files.writeString(
            temporary.resolve("bench.yaml"),
            """
            bench:
              engines: [pytorch, tensorflow]
              devices: [cpu]
              methods: [icl]
              timing: {warmup: 1, steps: 2, repeats: 1, matrix: 32}
              parity: {iterations: 2}
            threads: 1
            method: {heads: [2, 1]}
            network: {channels: [2, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}
            data: {labeled: 1, phantom_patients: 2, phantom_validation: 1}
            train: {labeled_batch: 1, unlabeled_batch: 1, patch: [32, 32], iterations: 2}
            """);

    try (BenchProcess bench = BenchProcess.start(config, out, "--json-progress")) {
      assertThat(bench.exitCode()).as(bench.text()).isZero();
      assertThat(bench.text()).contains("\"event\":\"end\",\"rows\":5,\"failed\":0");
    }

    assertThat(BenchSchema.problems(Files.readString(out.resolve("bench.json")))).isEmpty();
    BenchRecord record = BenchJson.readBench(out.resolve("bench.json"));
    assertThat(record.machines())
        .singleElement()
        .satisfies(m -> assertThat(m.versions()).containsKeys("icl", "pytorch", "tensorflow"));
    assertThat(record.cells()).extracting(Cell::status).containsOnly(Cell.Status.DONE);
    assertThat(record.cells()).extracting(Cell::dataFingerprint).doesNotContainNull();
    assertThat(record.cells())
        .filteredOn(cell -> cell.kind() == Kind.TIMING)
        .hasSize(2)
        .allSatisfy(cell -> assertTimed(cell.timing()));
    assertThat(record.parity()).singleElement().satisfies(BenchOnEnginesTest::assertClose);
    assertThat(out.resolve("report.html")).exists();
  }

  private static void assertTimed(Timing timing) {
    assertThat(timing.stepMs()).hasSize(2).allSatisfy(ms -> assertThat(ms).isPositive());
    assertThat(timing.p50Ms()).isBetween(0.0, timing.p95Ms());
    assertThat(timing.startupS()).isPositive();
    assertThat(timing.firstStepS()).isPositive();
    assertThat(timing.flopsPerStep()).isPositive();
    assertThat(timing.matmulGflops()).isPositive();
    assertThat(timing.dataWaitShare()).isBetween(0.0, 1.0);
    assertThat(timing.inferenceVolumesPerSecond()).isPositive();
    assertThat(timing.nativeMb()).isBetween(0L, timing.peakRssMb());
  }

  private static void assertClose(Parity parity) {
    assertThat(parity.status()).as(parity.reason()).isEqualTo(Cell.Status.DONE);
    assertThat(parity.maxLossDistance()).isLessThan(1e-3);
    assertThat(parity.gradientDistance()).isLessThan(1e-2);
    assertThat(parity.labelAgreement()).isGreaterThan(0.9);
  }
}
