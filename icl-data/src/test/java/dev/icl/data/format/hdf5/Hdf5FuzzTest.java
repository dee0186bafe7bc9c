package dev.icl.data.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.data.format.Contents;
import dev.icl.data.format.NonFiniteVoxels;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged HDF5 files give a value or a sentence. */
class Hdf5FuzzTest {
  @TempDir private Path folder;

  @Test
  @Timeout(7200)
  void everyMutationIsReadOrRefused() throws IOException {
    int count = Fuzz.mutations(7_000);
    List<byte[]> valid = new ArrayList<>();
    for (Path file : Hdf5Files.good()) {
      valid.add(Files.readAllBytes(file));
    }
    Fuzz fuzz =
        new Fuzz(folder.resolve("mutation.h5"), Hdf5FuzzTest::readAll, new Checksums()::repair);

    Fuzz.Outcome outcome = fuzz.run(valid, RandomKey.of(2).child("hdf5"), count);

    System.out.println("HDF5: " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private static void readAll(Path file) {
    ReadLimits limits = ReadLimits.standard().with(NonFiniteVoxels.KEEP);
    Contents contents = new Hdf5Format().read(file, limits);
    contents.image().ifPresent(Hdf5FuzzTest::touch);
    contents.label().ifPresent(Hdf5FuzzTest::touch);
  }

  private static void touch(Scan scan) {
    assertThat(scan.floats(AxisOrder.FIRST_FASTEST)).hasSize(scan.voxels().size());
  }
}
