package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PredictionNeedsTest {
  private static final long MIB = 1L << 20;

  private final PredictionNeeds needs =
      new PredictionNeeds(12, 600 * MIB, 24 * MIB, 80 * MIB, 130.4);

  @Test
  void areToldInOneLine() {
    assertThat(needs.text())
        .isEqualTo("12 scans: about 1.0 GiB of memory, at most 80 MiB of disk and about 2:10");
  }

  @Test
  void moreThanTheMachineHasIsTold() {
    assertThat(needs.warning(1024 * MIB)).isEmpty();
    assertThat(needs.warning(1000 * MIB).orElseThrow())
        .startsWith("Warning: this machine has 1.0 GiB of memory, less than that");
  }

  @Test
  void aScanThatCannotFitIntoTheHeapIsRefusedWithTheHeapToChoose() {
    assertThat(PredictionNeeds.tooLarge(Path.of("ct.nii.gz"), 600 * MIB, 512 * MIB))
        .hasMessage(
            "ct.nii.gz takes at least 600 MiB of Java's heap, which has 512 MiB: set"
                + " ICL_JAVA_OPTS=-Xmx1024m in the environment, or leave the scan out.");
  }
}
