package dev.icl.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SpeedMeasurementTest {
  @Test
  void everyOtherRoundRunsInReverse() {
    List<String> order = new ArrayList<>();
    List<LongSupplier> things = List.of(log(order, "a", 1), log(order, "b", 2), log(order, "c", 3));

    List<List<Long>> times = SpeedMeasurement.rounds(things, 3);

    assertThat(order).containsExactly("a", "b", "c", "c", "b", "a", "a", "b", "c");
    assertThat(times)
        .containsExactly(List.of(1L, 1L, 1L), List.of(2L, 2L, 2L), List.of(3L, 3L, 3L));
  }

  @Test
  void theMedianOfAnEvenNumberOfTimesLiesBetweenTheMiddleTwo() {
    assertThat(Durations.of(List.of(9_000_000L, 1_000_000L, 3_000_000L, 5_000_000L)))
        .isEqualTo(new Durations(4, 1, 9));
    assertThat(Durations.of(List.of(9_000_000L, 1_000_000L, 3_000_000L)))
        .isEqualTo(new Durations(3, 1, 9));
  }

  @Test
  void aStepIsComparedWithTheMatrixProduct() {
    SpeedReport.Product product = SpeedReport.Product.of(1000, 4, new Durations(20, 20, 20));
    SpeedReport.Step step =
        SpeedReport.Step.of(16, new Durations(500, 400, 600), 25_000_000_000L, product);

    assertThat(product.gflopsPerSecond()).isEqualTo(100);
    assertThat(step.gflopsPerSecond()).isEqualTo(50);
    assertThat(step.shareOfProduct()).isEqualTo(0.5);
  }

  private static LongSupplier log(List<String> order, String name, long time) {
    return () -> {
      order.add(name);
      return time;
    };
  }
}
