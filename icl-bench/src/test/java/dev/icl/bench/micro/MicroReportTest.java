package dev.icl.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MicroReportTest {
  private static final MicroSettings SETTINGS =
      new MicroSettings(List.of("pytorch"), "cpu", 1, List.of("matmul", "conv-1"), 1, 1);

  private static MicroReport report(MicroRow... rows) {
    return MicroReport.of(Map.of("java", "17"), SETTINGS, List.of(rows));
  }

  @Test
  void aPieceIsComparedWithTheProductOnTheSameEngine() {
    MicroBenchmark product = MicroBenchmarks.named("matmul");
    MicroBenchmark stage = MicroBenchmarks.named("conv-1");
    double productMs = 100;
    double stageMs = 2 * productMs * stage.flops() / product.flops();

    MicroReport report =
        report(
            MicroRow.timed("tensorflow", product, productMs / 10, productMs, 3),
            MicroRow.timed("pytorch", product, productMs, productMs, 3),
            MicroRow.timed("pytorch", stage, stageMs, stageMs, 3));

    assertThat(report.rows().get(2).share()).isCloseTo(0.5, within(1e-9));
    assertThat(report.toTable()).contains("### pytorch").contains("| conv-1 |").contains("50 %");
  }

  @Test
  void aPieceThatFailedIsARowWithItsReason() {
    MicroReport report =
        report(MicroRow.failed("pytorch", MicroBenchmarks.named("conv-1"), "no memory left"));

    assertThat(report.toTable()).contains("| conv-1 | failed | | | | no memory left |");
    assertThat(report.toJson()).contains("\"reason\" : \"no memory left\"").doesNotContain("p50");
  }
}
