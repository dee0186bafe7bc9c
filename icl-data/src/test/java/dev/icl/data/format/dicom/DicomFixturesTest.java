package dev.icl.data.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series that pydicom, dcmtk, gdcm and OpenJPEG wrote; the README beside them says how. */
class DicomFixturesTest {
  private static final int[] SMALL = {23, 17, 4};
  private static final double OFF = 1e-6;

  /** A formula for voxels. */
  private interface Formula {
    double at(int x, int y, int z);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "implicit",
        "explicit",
        "big",
        "deflated",
        "rle",
        "rle-dcmtk",
        "jpeg-lossless",
        "jpegls",
        "jpegls-dcmtk",
        "j2k",
        "masked",
        "enhanced",
        "enhanced-rle"
      })
  void losslessSeriesEqualTheVoxelsThatTheyWereMadeFrom(String folder) throws IOException {
    Scan scan = read(folder);

    assertThat(scan.shape()).isEqualTo(Shape.of(SMALL));
    assertThat(scan.voxels().type()).isEqualTo(VoxelType.UINT16);
    requireVoxels(scan, 0, (x, y, z) -> small(x, y, z) - 1024);
    requireGrid(scan);
    assertThat(scan.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "signed-rle", "signed-jpegls", "signed-j2k"})
  void signedSamplesKeepTheirSigns(String folder) throws IOException {
    Scan scan = read(folder);

    assertThat(scan.voxels().type()).isEqualTo(VoxelType.INT16);
    requireVoxels(scan, 0, (x, y, z) -> small(x, y, z) - 2000);
    requireGrid(scan);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void everyPredictorOfLosslessJpegIsUndone(int predictor) throws IOException {
    Scan scan = read("jpeg-lossless-" + predictor);

    assertThat(scan.shape()).isEqualTo(Shape.of(23, 17, 1));
    requireVoxels(scan, 0, (x, y, z) -> small(x, y, 2) - 1024);
    assertThat(scan.notes())
        .containsExactly("a single slice; name the folder of a series to read all of it");
  }

  @Test
  void nearlyLosslessSamplesAreWithinTheirBound() throws IOException {
    requireVoxels(read("jpegls-near"), 3, (x, y, z) -> small(x, y, z) - 1024);
  }

  @Test
  void baselineJpegIsWithinItsLoss() throws IOException {
    Scan scan = read("jpeg-8");

    assertThat(scan.voxels().type()).isEqualTo(VoxelType.UINT8);
    requireVoxels(scan, 1, (x, y, z) -> 3 * x + 5 * y + 20 * z);
    assertThat(scan.notes()).containsExactly("the images were compressed with loss");
  }

  @Test
  void extendedJpegOfTwelveBitsIsWithinItsLoss() throws IOException {
    requireVoxels(read("jpeg-12"), 2, (x, y, z) -> 16 * (3 * x + 5 * y + 20 * z));
  }

  @Test
  void everySliceIsReadThroughItsOwnScale() throws IOException {
    Scan scan = read("slopes");

    assertThat(scan.voxels().type()).isEqualTo(VoxelType.FLOAT32);
    requireVoxels(scan, 0, (x, y, z) -> small(x, y, z) * (1.0 + z) - 10 * z);
    assertThat(scan.notes())
        .containsExactly(
            "slope, intercept or type differ from slice to slice, so voxels are float32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "large-j2k",
        "large-j2k-tiles",
        "large-j2k-rlcp",
        "large-j2k-rpcl",
        "large-j2k-pcrl",
        "large-j2k-cprl",
        "large-jpegls",
        "large-jpeg-lossless"
      })
  void largeSlicesEqualTheVoxelsThatTheyWereMadeFrom(String folder) throws IOException {
    Scan scan = read(folder);

    assertThat(scan.shape()).isEqualTo(Shape.of(150, 130, 1));
    requireVoxels(scan, 0, DicomFixturesTest::large);
  }

  @Test
  void irreversibleWaveletsAreWithinTheirLoss() throws IOException {
    // OpenJPEG's own decoder is up to 10 off
    requireVoxels(read("large-j2k-lossy"), 11, DicomFixturesTest::large);
  }

  private static double small(int x, int y, int z) {
    return x < 6 && y < 9 ? 7 : (37 * x + 91 * y + 11 * x * z) % 4096;
  }

  private static double large(int x, int y, int z) {
    return 8 * x + 5 * y + 400 * ((x / 16 + y / 16) % 2) + x * y % 7 - 1024;
  }

  private static void requireVoxels(Scan scan, double tolerance, Formula formula) {
    int[] shape = scan.shape().toArray();
    float[] values = scan.floats(AxisOrder.FIRST_FASTEST);
    int place = 0;
    for (int z = 0; z < shape[2]; z++) {
      for (int y = 0; y < shape[1]; y++) {
        for (int x = 0; x < shape[0]; x++) {
          double wanted = formula.at(x, y, z);
          if (!(Math.abs(values[place] - wanted) <= tolerance)) {
            throw new AssertionError(
                "%s at %d, %d, %d in place of %s".formatted(values[place], x, y, z, wanted));
          }
          place++;
        }
      }
    }
  }

  private static void requireGrid(Scan scan) throws IOException {
    double[] rows =
        Arrays.stream(Files.readString(resource("affine.txt")).strip().split("\\s+"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertThat(scan.affine().orElseThrow().closeTo(Affine.ofRows(rows), OFF)).isTrue();
    assertThat(scan.spacing().orElseThrow())
        .usingComparatorWithPrecision(1e-4)
        .containsExactly(0.7, 1.3, 2.5);
  }

  private static Scan read(String folder) {
    return VolumeFormats.installed().readImage(resource(folder));
  }

  static Path resource(String name) {
    return DicomResources.of(name);
  }
}
