package dev.icl.data.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.NonFiniteVoxels;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged NIfTI files give a value or a sentence, compressed or not, alone or as a pair. */
class NiftiFuzzTest {
  private static final NiftiFormat FORMAT = new NiftiFormat();

  @TempDir private Path folder;

  @Test
  @Timeout(3600)
  void everyMutationOfASingleFileIsReadOrRefused() throws IOException {
    byte[] one = written("one.nii", 3);
    byte[] two = written("two.nii", 40_000);
    run("mutation.nii", List.of(one, two), Fuzz.mutations(3_000), false);
  }

  @Test
  @Timeout(3600)
  void everyMutationOfACompressedFileIsReadOrRefused() throws IOException {
    run(
        "mutation.nii.gz",
        List.of(written("one.nii.gz", 3), written("two.nii.gz", 40_000)),
        Fuzz.mutations(1_000),
        false);
  }

  @Test
  @Timeout(3600)
  void everyMutationInsideACompressedFileIsReadOrRefused() throws IOException {
    run("mutation.nii.gz", List.of(written("one.nii", 3)), Fuzz.mutations(2_000), true);
  }

  @Test
  @Timeout(3600)
  void everyMutationOfThePairsHeaderIsReadOrRefused() throws IOException {
    byte[] header = written("mutation.hdr", 3);
    run("mutation.hdr", List.of(header), Fuzz.mutations(1_000), false);
  }

  private byte[] written(String name, int columns) throws IOException {
    float[] values = new float[columns * 2 * 2];
    values[1] = 2.5f;
    Scan scan =
        Scan.of(Shape.of(columns, 2, 2), AxisOrder.FIRST_FASTEST, Voxels.of(values))
            .withAffine(Affine.ofRows(0, 2, 0, 5, -1, 0, 0, 6, 0, 0, 3, 7));
    Path path = folder.resolve(name);
    FORMAT.write(path, Contents.of(scan), false);
    return Files.readAllBytes(path);
  }

  private void run(String name, List<byte[]> valid, int count, boolean compressed)
      throws IOException {
    Fuzz fuzz =
        new Fuzz(
            folder.resolve(name),
            NiftiFuzzTest::readAll,
            (original, mutation) -> compressed ? gzip(mutation) : mutation);

    Fuzz.Outcome outcome = fuzz.run(valid, RandomKey.of(3).child(name), count);

    System.out.println("NIfTI " + name + (compressed ? " inside: " : ": ") + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private static void readAll(Path file) {
    ReadLimits limits = ReadLimits.standard().with(NonFiniteVoxels.KEEP);
    Scan scan = FORMAT.read(file, limits).image().orElseThrow();
    assertThat(scan.floats(AxisOrder.LAST_FASTEST)).hasSize(scan.voxels().size());
  }
}
