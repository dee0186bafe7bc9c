package dev.icl.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.HostTensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicroBenchmarksTest {
  @Test
  void everyPieceHasANameOfItsOwnAndSaysWhatItIs() {
    assertThat(MicroBenchmarks.all())
        .extracting(MicroBenchmark::name)
        .doesNotHaveDuplicates()
        .contains("matmul");
    assertThat(MicroBenchmarks.all())
        .extracting(MicroBenchmark::description)
        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("%"));
  }

  @Test
  void theProductOfMatricesCountsTwoOperationsAMultiplyAdd() {
    assertThat(MicroBenchmarks.named("matmul").flops()).isEqualTo(2.0 * 2048 * 2048 * 2048);
  }

  /** A multiply-add of 27 weights a channel pair and voxel, three times with the backward pass. */
  @Test
  void aStageOfVolumesIsTwoConvolutionsForwardAndBackward() {
    double forward = 2 * 2.0 * 27 * 32 * 32 * 2 * 24 * 24 * 24;

    assertThat(MicroBenchmarks.named("volume-conv-2").flops())
        .isBetween(3 * forward, 1.05 * 3 * forward);
  }

  @Test
  void transfersComputeNothingToSpeakOf() {
    assertThat(MicroBenchmarks.named("to-engine").flops()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "pytorch, conv-5",
    "pytorch, decoder-1",
    "pytorch, loss-supervised",
    "pytorch, loss-consistency",
    "pytorch, sgd-backbone",
    "pytorch, volume-conv-5",
    "pytorch, volume-decoder-1",
    "pytorch, volume-loss-supervised",
    "tensorflow, conv-5",
    "tensorflow, decoder-1",
    "tensorflow, loss-supervised",
    "tensorflow, loss-consistency",
    "tensorflow, sgd-backbone",
    "tensorflow, volume-conv-5",
    "tensorflow, volume-decoder-1",
    "tensorflow, volume-loss-supervised",
  })
  void aPieceTrainsOnEveryEngine(String engine, String piece) {
    double first = run(engine, piece).get("loss").item();

    assertThat(first).isFinite().isNotZero();
  }

  @ParameterizedTest
  @CsvSource({"pytorch", "tensorflow"})
  void whatComesFromTheEngineIsAllOfTheLogits(String engine) {
    assertThat(run(engine, "from-engine").get("logits").shape().toArray())
        .containsExactly(8, 4, 128, 128);
  }

  private static Map<String, HostTensor> run(String engine, String piece) {
    JmhMicroBenchmark benchmark = new JmhMicroBenchmark();
    benchmark.engine = engine;
    benchmark.device = "cpu";
    benchmark.threads = 1;
    benchmark.piece = piece;
    benchmark.start();
    try {
      return benchmark.run();
    } finally {
      benchmark.close();
    }
  }
}
