package dev.icl.data.format.metaimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
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
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files put together from the format's description. */
class MetaImageFormatTest {
  private static final String HEADER =
      """
      ObjectType = Image
      NDims = 3
      BinaryData = True
      BinaryDataByteOrderMSB = True
      CompressedData = False
      TransformMatrix = 0 1 0 1 0 0 0 0 -1
      Offset = 10 20 30
      CenterOfRotation = 0 0 0
      AnatomicalOrientation = PRS
      ElementSpacing = 0.5 0.25 2
      DimSize = 2 3 1
      ElementType = MET_SHORT
      ElementDataFile = LOCAL
      """;
  private static final byte[] VOXELS = {0, 0, 0, 1, 1, 0, -1, -1, 0, 4, 0, 5};

  @TempDir private Path folder;

  @Test
  void readsVoxelsAndTurnsTheGrid() throws IOException {
    Scan scan = read(file("a.mha", HEADER, VOXELS));

    assertThat(scan.shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(scan.floats(AxisOrder.FIRST_FASTEST)).containsExactly(0, 1, 256, -1, 4, 5);
    // the first axis runs to the back, the second to the left, the third to the feet
    assertThat(scan.affine().orElseThrow().rows())
        .containsExactly(-0.0, -0.25, -0.0, -10, -0.5, -0.0, -0.0, -20, 0, 0, -2, 30);
    assertThat(scan.affine().orElseThrow().orientation().codes()).isEqualTo("PLI");
    assertThat(scan.spacing().orElseThrow()).containsExactly(0.5, 0.25, 2);
    assertThat(scan.notes()).isEmpty();
  }

  @Test
  void readsZlib() throws IOException {
    String header = HEADER.replace("CompressedData = False", "CompressedData = True");

    assertThat(read(file("a.mha", header, zlib(VOXELS))).at(0, 1, 0)).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.raw", "./a.raw", "b/a.raw"})
  void readsADataFileBelowItsHeader(String name) throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.write(folder.resolve("a.raw"), VOXELS);
    Files.write(folder.resolve("b/a.raw"), VOXELS);
    Path file = file("a.mhd", HEADER.replace("LOCAL", name), new byte[0]);

    assertThat(read(file).at(0, 1, 0)).isEqualTo(256);
    assertThat(new MetaImageFormat().files(file))
        .containsExactly(file, folder.resolve(name).normalize());
  }

  @Test
  void bytesAreSkippedFromTheFrontOrCountedFromTheEnd() throws IOException {
    byte[] behind = new byte[7 + VOXELS.length];
    System.arraycopy(VOXELS, 0, behind, 7, VOXELS.length);

    for (String skip : List.of("7", "-1")) {
      String header = HEADER.replace("NDims", "HeaderSize = " + skip + "\nNDims");
      assertThat(read(file("a.mha", header, behind)).at(0, 1, 0)).isEqualTo(256);
    }
  }

  @Test
  void channelsOfAVoxelBecomeAFourthAxis() throws IOException {
    String header =
        HEADER
            .replace("DimSize = 2 3 1", "ElementNumberOfChannels = 2\nDimSize = 3 1 1")
            .replace("0.5 0.25 2", "1 1 1");

    Scan scan = read(file("a.mha", header, VOXELS));

    assertThat(scan.shape()).isEqualTo(Shape.of(3, 1, 1, 2));
    assertThat(scan.floats(AxisOrder.FIRST_FASTEST)).containsExactly(0, 256, 4, 1, -1, 5);
  }

  @Test
  void whatTheHeaderDoesNotTellIsNotMadeUp() throws IOException {
    String header = HEADER.replaceAll("(?m)^(TransformMatrix|Offset|ElementSpacing) = .*\\n", "");

    Scan scan = read(file("a.mha", header, VOXELS));

    assertThat(scan.affine()).isEmpty();
    assertThat(scan.spacing()).isEmpty();
    assertThat(scan.notes())
        .containsExactly(
            "the header tells no orientation (TransformMatrix)",
            "the header tells no voxel size (ElementSpacing)");
  }

  @Test
  void aFileOfAnotherNameIsKnownByItsFirstLine() throws IOException {
    assertThat(read(file("scan1", HEADER, VOXELS)).at(0, 1, 0)).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.raw", "/etc/hostname", "b/../../a.raw", "."})
  void aDataFileElsewhereIsNotRead(String name) throws IOException {
    Path file = file("a.mhd", HEADER.replace("LOCAL", name), new byte[0]);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s names a data file that is not in its own folder (%s): put the file beside it and name that."
                .formatted(file, name));
  }

  @Test
  void aMissingDataFileIsNamedWithItsHeader() throws IOException {
    Path file = file("a.mhd", HEADER.replace("LOCAL", "b.raw"), new byte[0]);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s names the data file %s, which does not exist: put it there."
                .formatted(file, folder.resolve("b.raw")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MET_SHORT           | MET_SHORT_ARRAY | has the unusable MetaImage field 'ElementType = MET_SHORT_ARRAY'; repair the header.
          NDims = 3           | NDims = 2       | has the unusable MetaImage field 'DimSize = 2 3 1'; repair the header.
          DimSize = 2 3 1     | DimSize = 2 3 9 | is truncated: its header announces 108 bytes of voxels, but at most 12 are there; fetch it again.
          DimSize = 2 3 1     | DimSize = 2 3 0 | has an axis of size 0 in its shape [2, 3, 0]: the header is damaged; fetch the file again.
          BinaryData = True   | BinaryData = False | has the unusable MetaImage field 'BinaryData = False'; repair the header.
          0 1 0 1 0 0 0 0 -1  | 0 1 0 0 1 0 0 0 1 | has the unusable MetaImage field 'TransformMatrix = 0 1 0 0 1 0 0 0 1'; repair the header.
          0.5 0.25 2          | 0.5 0 2         | has the unusable MetaImage field 'ElementSpacing = 0.5 0 2'; repair the header.
          Offset = 10 20 30   | Offset = 10 x 30 | has the unusable MetaImage field 'Offset = 10 x 30'; repair the header.
          ElementType         | Elementtyp      | lacks the field 'ElementType' in its MetaImage header; fetch it again.
          LOCAL               | LIST            | keeps its voxels in several files (data file: LIST), but only one can be read: save the scan as one .mha file.
          ElementDataFile     | ElementFile     | is not MetaImage: it does not begin with lines such as 'NDims = 3' that end with ElementDataFile; fetch it again.
          """)
  void saysWhatCannotBeRead(String from, String to, String sentence) throws IOException {
    Path file = file("a.mha", HEADER.replace(from, to), VOXELS);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(file + " " + sentence);
  }

  @Test
  @Timeout(3600)
  void everyMutationIsReadOrRefused() throws IOException {
    byte[] raw = Files.readAllBytes(file("a.mha", HEADER, VOXELS));
    String packedHeader = HEADER.replace("CompressedData = False", "CompressedData = True");
    byte[] packed = Files.readAllBytes(file("b.mha", packedHeader, zlib(VOXELS)));
    int count = Fuzz.mutations(3_000);
    Fuzz fuzz = new Fuzz(folder.resolve("mutation.mha"), MetaImageFormatTest::read, (v, m) -> m);

    Fuzz.Outcome outcome = fuzz.run(List.of(raw, packed), RandomKey.of(4).child("mha"), count);

    System.out.println("MetaImage: " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private Path file(String name, String header, byte[] voxels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(voxels);
    return Files.write(folder.resolve(name), out.toByteArray());
  }

  private static Scan read(Path file) {
    return VolumeFormats.installed().readImage(file, ReadLimits.standard());
  }

  private static byte[] zlib(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }
}
