package dev.icl.data.format.nrrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files put together from the format's description. */
class NrrdFormatTest extends NrrdFiles {
  @Test
  void readsVoxelsAndTurnsTheGrid() throws IOException {
    Scan scan = read(file("a.nrrd", HEADER, VOXELS));

    assertThat(scan.shape()).isEqualTo(Shape.of(2, 3, 1));
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

  @ParameterizedTest
  @ValueSource(strings = {"./a.raw", "b/a.raw", "./b/../a.raw", "b/./a.raw"})
  void readsADataFileBelowItsHeader(String name) throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.write(folder.resolve("a.raw"), VOXELS);
    Files.write(folder.resolve("b/a.raw"), VOXELS);
    Path file = file("a.nhdr", HEADER.stripTrailing() + "\ndata file: " + name + "\n", new byte[0]);

    assertThat(read(file).at(0, 1, 0)).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.raw", "/etc/hostname", "b/../../a.raw", ".", "b/.."})
  void aDataFileElsewhereIsNotRead(String name) throws IOException {
    Path file = file("a.nhdr", HEADER.stripTrailing() + "\ndata file: " + name + "\n", new byte[0]);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            file
                + " names a data file that is not in its own folder ("
                + name
                + "): put the file beside it and name that.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIST", "LIST 2", "slice%03d.raw 1 9 1"})
  void severalDataFilesAreRefused(String name) throws IOException {
    Path file = file("a.nhdr", HEADER.stripTrailing() + "\ndata file: " + name + "\n", new byte[0]);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("keeps its voxels in several files (data file: " + name + ")");
  }

  @Test
  void theLastBytesAreTheVoxelsWhereTheSkipIsMinusOne() throws IOException {
    byte[] behind = new byte[7 + VOXELS.length];
    System.arraycopy(VOXELS, 0, behind, 7, VOXELS.length);

    assertThat(read(file("a.nrrd", with("byte skip: -1"), behind)).at(0, 1, 0)).isEqualTo(256);
    assertThat(read(file("b.nrrd", with("byte skip: 7"), behind)).at(0, 1, 0)).isEqualTo(256);
  }

  @Test
  void linesAreSkippedBeforeBytes() throws IOException {
    byte[] behind = new byte[9 + VOXELS.length];
    System.arraycopy("one\ntwo\nx".getBytes(StandardCharsets.US_ASCII), 0, behind, 0, 9);
    System.arraycopy(VOXELS, 0, behind, 9, VOXELS.length);

    Path file = file("a.nrrd", with("line skip: 2\nbyteskip: 1"), behind);

    assertThat(read(file).at(0, 1, 0)).isEqualTo(256);
  }

  @Test
  void bytesOfGzipAreSkippedInWhatItHolds() throws IOException {
    byte[] behind = new byte[3 + VOXELS.length];
    System.arraycopy(VOXELS, 0, behind, 3, VOXELS.length);
    String header = with("byte skip: 3").replace("raw", "gzip");

    assertThat(read(file("a.nrrd", header, gzip(behind))).at(0, 1, 0)).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          byte skip: -1\\nencoding: gzip | has 'byte skip: -1', which means something for raw voxels only, but its encoding is gzip: remove the line from the header.
          byte skip: -2  | has the unusable NRRD field 'byteskip: -2'; repair the header.
          byte skip: 1   | is truncated: its header announces 12 bytes of voxels, but at most 11 are there; fetch it again.
          line skip: 5   | has the unusable NRRD field 'lineskip: 5'; repair the header.
          byte skip: 4000000000000000000 | has the unusable NRRD field 'byteskip: 4000000000000000000'; repair the header.
          """)
  void skipsThatLeadNowhereAreRefused(String line, String sentence) throws IOException {
    Path file = file("a.nrrd", with(line.replace("\\n", "\n")), VOXELS);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(file + " " + sentence);
  }

  @Test
  void remarksAndColonsWithoutBlanksAreUnderstood() throws IOException {
    String header =
        HEADER.replace("encoding: raw", "encoding:raw\nSegment0_Name:=type: liver\ntype:=x");

    assertThat(read(file("a.nrrd", header, VOXELS)).at(0, 1, 0)).isEqualTo(256);
  }

  @Test
  void aHeaderTellsWhichFileItsDataIsIn() throws IOException {
    Path detached = file("a.nhdr", HEADER.stripTrailing() + "\ndata file: a.raw\n", new byte[0]);
    Path single = file("b.nrrd", HEADER, VOXELS);

    assertThat(new NrrdFormat().files(detached)).containsExactly(detached, folder.resolve("a.raw"));
    assertThat(new NrrdFormat().files(single)).containsExactly(single);
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
          encoding: raw      | data file: ../a\\nencoding: raw | names a data file that is not in its own folder (../a): put the file beside it and name that.
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

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
