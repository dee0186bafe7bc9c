package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchNeedsTest {
  private static final long GIB = 1L << 30;

  private final BenchNeeds needs = new BenchNeeds(6, 2, 3 * GIB, 80L << 20);

  @Test
  void areToldInOneLine() {
    assertThat(needs.text())
        .isEqualTo(
            "6 cells, 2 trainings at once: about 3.0 GiB of memory and at most 80 MiB of disk");
  }

  @Test
  void moreThanTheMachineHasIsToldWithWhatToChange() {
    assertThat(needs.warning(3 * GIB)).isEmpty();
    assertThat(needs.warning(2 * GIB))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence).startsWith("Warning: ").contains("2.0 GiB", "bench.parallel"));
  }
}
