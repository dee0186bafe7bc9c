package dev.icl.data.format.nrrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files put together from the format's description. */
class NrrdFormatTest {
  private static final String HEADER =
      """
      NRRD0004
      # as ITK writes it
      type: short
      dimension: 3
      space: left-posterior-superior
      sizes: 2 3 1
      space directions: (0.5,0,0) (0,0.25,0) (0,0,2)
      kinds: domain domain domain
      endian: big
      encoding: raw
      space origin: (10,20,30)

      """;
  private static final byte[] VOXELS = {0, 0, 0, 1, 1, 0, -1, -1, 0, 4, 0, 5};

  @TempDir private Path folder;

  @Test
  void readsVoxelsAndTurnsTheGrid() throws IOException {
    Scan scan = read(file("a.nrrd", HEADER, VOXELS));

    assertThat(scan.shape()).containsExactly(2, 3, 1);
    assertThat(scan.floats(AxisOrder.FIRST_FASTEST)).containsExactly(0, 1, 256, -1, 4, 5);
    assertThat(scan.affine().orElseThrow().rows())
        .containsExactly(-0.5, -0.0, -0.0, -10, -0.0, -0.25, -0.0, -20, 0, 0, 2, 30);
    assertThat(scan.affine().orElseThrow().orientation().codes()).isEqualTo("LPS");
    assertThat(scan.spacing().orElseThrow()).containsExactly(0.5, 0.25, 2);
  }

  @Test
  void readsGzip() throws IOException {
    Path file = file("a.nrrd", HEADER.replace("raw", "gzip"), gzip(VOXELS));

    assertThat(read(file).at(0, 1, 0)).isEqualTo(256);
  }

  @Test
  void readsADataFileBesideItsHeader() throws IOException {
    Files.write(folder.resolve("a.raw"), VOXELS);
    Path file = file("a.nhdr", HEADER.stripTrailing() + "\ndata file: a.raw\n", new byte[0]);

    assertThat(read(file).at(0, 1, 0)).isEqualTo(256);
  }

  @Test
  void aHeaderTellsWhichFileItsDataIsIn() throws IOException {
    Path detached = file("a.nhdr", HEADER.stripTrailing() + "\ndata file: a.raw\n", new byte[0]);
    Path single = file("b.nrrd", HEADER, VOXELS);

    assertThat(new NrrdFormat().files(detached)).containsExactly(detached, folder.resolve("a.raw"));
    assertThat(new NrrdFormat().files(single)).containsExactly(single);
  }

  @Test
  void withoutAPatientSpaceOnlyTheStepsAreKnown() throws IOException {
    String header = HEADER.replaceAll("space.*\n", "").replace("endian", "spacings: 1 2 3\nendian");
    Scan scan = read(file("a.nrrd", header, VOXELS));

    assertThat(scan.affine()).isEmpty();
    assertThat(scan.spacing().orElseThrow()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: short        | type: block           | has the unusable NRRD field 'type: block'; repair the header.
          encoding: raw      | encoding: bzip2       | has the unusable NRRD field 'encoding: bzip2'; repair the header.
          dimension: 3       | dimension: 4          | has the unusable NRRD field 'sizes: 2 3 1'; repair the header.
          endian: big        | endian2: big          | lacks the field 'endian' in its NRRD header; fetch it again.
          (0,0,2)            | (0,0,0)               | has the unusable NRRD field 'spacedirections: (0.5,0,0) (0,0.25,0) (0,0,0)'; repair the header.
          encoding: raw      | data file: ../a\\nencoding: raw | has the unusable NRRD field 'datafile: ../a'; repair the header.
          NRRD0004           | PNG                   | is not NRRD: it does not begin with NRRD000; fetch it again.
          sizes: 2 3 1       | sizes: 2 3 9          | is truncated: its header announces 108 bytes of voxels, but at most 12 are there; fetch it again.
          """)
  void saysWhatCannotBeRead(String from, String to, String sentence) throws IOException {
    Path file = file("a.nrrd", HEADER.replace(from, to.replace("\\n", "\n")), VOXELS);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(file + " " + sentence);
  }

  @Test
  @Timeout(3600)
  void everyMutationIsReadOrRefused() throws IOException {
    byte[] raw = Files.readAllBytes(file("a.nrrd", HEADER, VOXELS));
    byte[] packed = Files.readAllBytes(file("b.nrrd", HEADER.replace("raw", "gzip"), gzip(VOXELS)));
    int count = Fuzz.mutations(3_000);
    Fuzz fuzz = new Fuzz(folder.resolve("mutation.nrrd"), NrrdFormatTest::read, (v, m) -> m);

    Fuzz.Outcome outcome = fuzz.run(List.of(raw, packed), RandomKey.of(4).child("nrrd"), count);

    System.out.println("NRRD: " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private Path file(String name, String header, byte[] voxels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(voxels);
    return Files.write(folder.resolve(name), out.toByteArray());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static Scan read(Path file) {
    return VolumeFormats.installed().readImage(file, ReadLimits.standard());
  }
}
