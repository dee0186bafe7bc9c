package dev.icl.bench.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentileTest {
  /** {@code numpy.percentile([3, 1, 2, 10], [50, 95])}. */
  @Test
  void isThatOfNumpy() {
    List<Double> values = List.of(3.0, 1.0, 2.0, 10.0);

    assertThat(Percentile.of(values, 0.5)).isEqualTo(2.5);
    assertThat(Percentile.of(values, 0.95)).isEqualTo(8.95, within(1e-12));
  }

  @Test
  void ofOneValueIsThatValue() {
    assertThat(Percentile.of(List.of(4.0), 0.95)).isEqualTo(4);
  }
}
