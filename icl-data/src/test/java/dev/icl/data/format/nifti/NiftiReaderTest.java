package dev.icl.data.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of header fields; each test changes a field of a valid NIfTI-1 header. */
class NiftiReaderTest {
  private static final NiftiFormat FORMAT = new NiftiFormat();

  @TempDir private Path folder;

  @Test
  void theMatrixGoesBeforeTheQuaternion() {
    Scan scan = read(changed(h -> h.putFloat(280, -2)));

    assertThat(scan.affine().orElseThrow().at(0, 0)).isEqualTo(-2);
    assertThat(scan.notes())
        .containsExactly(
            "sform and qform differ: the sform counts, and label maps written for it keep both");
  }

  @Test
  void theStepsOfPixdimGoBeforeTheScaleOfTheMatrix() {
    Scan scan = read(changed(h -> h.putFloat(280, -1).putFloat(300, 1).putFloat(320, 1)));

    assertThat(scan.affine().orElseThrow().rows())
        .containsExactly(-2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0);
    assertThat(scan.spacing().orElseThrow()).containsExactly(2, 3, 4);
    assertThat(scan.notes()).anyMatch(n -> n.contains("the sform has another scale"));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
  void whereAStepIsMissingTheMatrixTellsIt(float step) {
    Scan scan = read(changed(h -> h.putFloat(80, step)));

    assertThat(scan.spacing().orElseThrow()).containsExactly(2, 3, 4);
    assertThat(scan.notes())
        .containsExactly(
            "the qform has no inverse and is passed over",
            "the voxel size is that of the sform, since pixdim has none");
  }

  @Test
  void aNegativeStepCountsByItsSize() {
    Scan scan = read(changed(h -> h.putFloat(80, -2)));

    assertThat(scan.affine()).contains(Affine.ofSpacing(2, 3, 4));
    assertThat(scan.notes()).isEmpty();
  }

  @Test
  void aHandednessOfZeroIsThatOfOne() {
    Scan scan = read(changed(h -> h.putFloat(76, 0).putShort(254, (short) 0)));

    assertThat(scan.affine().orElseThrow().closeTo(Affine.ofSpacing(2, 3, 4), 1e-6)).isTrue();
  }

  @Test
  void withoutAMatrixTheQuaternionCounts() {
    Scan scan = read(changed(h -> h.putFloat(280, -3).putShort(254, (short) 0)));

    assertThat(scan.affine().orElseThrow().closeTo(Affine.ofSpacing(2, 3, 4), 1e-6)).isTrue();
  }

  @Test
  void withoutEitherTheStepsCount() {
    Scan scan =
        read(changed(h -> h.putFloat(280, -3).putShort(254, (short) 0).putShort(252, (short) 0)));

    assertThat(scan.affine()).isEmpty();
    assertThat(scan.spacing().orElseThrow()).containsExactly(2, 3, 4);
    assertThat(scan.notes())
        .containsExactly("the header tells no orientation (the codes of sform and qform are 0)");
  }

  @Test
  void withoutAnyStepTheGridIsUnknown() {
    Scan scan =
        read(changed(h -> h.putFloat(80, 0).putShort(254, (short) 0).putShort(252, (short) 0)));

    assertThat(scan.affine()).isEmpty();
    assertThat(scan.spacing()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 2000", "2, 2", "3, 0.002", "0, 2"})
  void spacingIsInMillimetresWhateverTheUnit(int unit, double millimetres) {
    Scan scan = read(changed(h -> h.put(123, (byte) unit)));

    assertThat(scan.spacing().orElseThrow()[0]).isEqualTo(millimetres);
  }

  @Test
  void aSlopeOfZeroMeansNoScale() {
    Scan scan = read(changed(h -> h.putFloat(112, 0).putFloat(116, 7)));

    assertThat(scan.at(1, 0, 0)).isEqualTo(1);
  }

  @Test
  void twoAxesBecomeOneSlice() {
    Scan scan = read(changed(h -> h.putShort(40, (short) 2).putShort(44, (short) 4)));

    assertThat(scan.shape()).isEqualTo(Shape.of(2, 4, 1));
  }

  @Test
  void gapsBeforeTheVoxelsArePassedOver() throws IOException {
    Path file = changed(h -> h.putFloat(108, 368));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer longer = ByteBuffer.allocate(bytes.length + 16);
    Files.write(file, longer.put(bytes, 0, 352).put(new byte[16]).put(bytes, 352, 32).array());

    assertThat(read(file).at(1, 0, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          32   | complex64
          128  | RGB colour
          1536 | float128
          2304 | RGBA colour
          """)
  void whatIsNoRealNumberOf64BitsIsRefused(int code, String name) {
    refused(
        changed(h -> h.putShort(70, (short) code)),
        "holds %s voxels (datatype %d), but only integers of 8 to 64 bits, float32 and float64 can be read: convert it first."
            .formatted(name, code));
  }

  @Test
  void aMatrixWithoutInverseIsPassedOver() {
    Scan scan = read(changed(h -> h.putFloat(280, 0)));

    assertThat(scan.affine().orElseThrow().closeTo(Affine.ofSpacing(2, 3, 4), 1e-6)).isTrue();
    assertThat(scan.notes()).containsExactly("the sform has no inverse and is passed over");
  }

  @Test
  void withoutAnyUsableFormOnlyTheStepsAreKnown() {
    Scan scan = read(changed(h -> h.putFloat(280, Float.NaN).putShort(252, (short) 0)));

    assertThat(scan.affine()).isEmpty();
    assertThat(scan.spacing().orElseThrow()).containsExactly(2, 3, 4);
    assertThat(scan.notes()).containsExactly("the sform has no inverse and is passed over");
  }

  @Test
  void anImpossibleOffsetIsRefused() {
    refused(
        changed(h -> h.putFloat(108, 100.5f)),
        "says that its voxels begin at byte 100.5 (vox_offset), but it must be 352 or a whole number above.");
  }

  @Test
  void aHeaderAloneIsRefused() throws IOException {
    Path file = changed(h -> h.put(345, (byte) 'i'));
    Path header = Files.move(file, folder.resolve("alone.hdr"));

    assertThatThrownBy(() -> read(header))
        .isInstanceOf(UserException.class)
        .hasMessage(folder.resolve("alone.img") + " does not exist; name an existing image file.");
  }

  @Test
  void aBombIsRefusedByTheLimit() throws IOException {
    Path file = bomb(1000);

    assertThatThrownBy(() -> FORMAT.read(file, ReadLimits.standard().withVoxelBytes(50_000_000)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            file
                + " claims the shape [1000, 1000, 1000] of uint8, more than the limit of 50000000");
  }

  @Test
  void aBombBehindASmallImageIsRefused() throws IOException {
    Path file = bomb(1);

    refused(
        file,
        "decompresses to far more than its header announces: it is damaged or hostile; fetch it again.");
  }

  @Test
  void aFileBeyondTheLimitIsRefusedUnread() {
    Path file = changed(h -> {});

    assertThatThrownBy(() -> FORMAT.read(file, ReadLimits.standard().withFileBytes(100)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(" takes 384 bytes, but the limit for a file is 100");
  }

  /** A header for a cube, and 60 million zeros in 60 kilobytes. */
  private Path bomb(int edge) throws IOException {
    ByteBuffer head =
        ByteBuffer.wrap(Files.readAllBytes(changed(h -> h.putShort(70, (short) 2))))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int axis = 0; axis < 3; axis++) {
      head.putShort(42 + 2 * axis, (short) edge);
    }
    Path file = folder.resolve("bomb.nii.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(head.array());
      for (int i = 0; i < 60; i++) {
        out.write(new byte[1_000_000]);
      }
    }
    return file;
  }

  /** Two columns, four rows, one slice of float32; steps 2, 3, 4 mm. */
  private Path changed(Consumer<ByteBuffer> change) {
    Scan scan =
        Scan.of(Shape.of(2, 4, 1), AxisOrder.FIRST_FASTEST, Voxels.of(0, 1, 2, 3, 4, 5, 6, 7))
            .withAffine(Affine.ofSpacing(2, 3, 4));
    Path file = folder.resolve("scan.nii");
    FORMAT.write(file, Contents.of(scan), true);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      change.accept(bytes);
      Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  private static Scan read(Path file) {
    return FORMAT.read(file, ReadLimits.standard()).image().orElseThrow();
  }

  private static void refused(Path file, String sentence) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(file + " " + sentence);
  }
}
