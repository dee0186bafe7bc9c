package dev.icl.data.acdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans that come slice by slice, each in a file of its own, are recognised as a whole. */
class AcdcPrintsTest {
  @TempDir private Path root;

  @Test
  void theSlicesOfAScanHaveOnePrint() {
    List<KnownScan> scans = Folder.create(root).open().trainingPrints();

    assertThat(scans).extracting(KnownScan::patient).containsExactly("patient02", "patient01");
    assertThat(scans)
        .extracting(KnownScan::name)
        .containsExactly("patient02_frame01", "patient01_frame01");
    float[] image = {1, 0, 0, 0, 0, 0.5f, 2, 0, 0, 0, 0, 0.5f};
    assertThat(scans.get(0).print().toText()).isEqualTo(ScanPrint.of(image, 2).toText());
    assertThat(scans.get(1).print().matches(scans.get(0).print())).isFalse();
  }

  @Test
  void aVolumeHasThePrintOfItsSlices() {
    KnownScan scan = Folder.create(root).open().validationPrints().get(0);

    float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    assertThat(scan.print().toText()).isEqualTo(ScanPrint.of(image, 2).toText());
  }
}
