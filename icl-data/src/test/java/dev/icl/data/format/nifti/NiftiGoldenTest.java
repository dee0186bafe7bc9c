package dev.icl.data.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.NonFiniteVoxels;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that nibabel wrote, and what it reads from them. */
class NiftiGoldenTest {
  private final VolumeFormats formats = VolumeFormats.installed();

  static Path file(String name) {
    try {
      return Path.of(NiftiGoldenTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode expected() throws IOException {
    return new ObjectMapper().readTree(file("expect.json").toFile());
  }

  static Stream<String> goodFiles() throws IOException {
    return names().filter(n -> !n.startsWith("bad"));
  }

  private static Stream<String> names() throws IOException {
    return expected().properties().stream().map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void hasTheShapeAndValuesThatNibabelReads(String name) throws IOException {
    JsonNode wanted = expected().get(name);
    Scan scan = formats.readImage(file(name));

    assertThat(scan.shape()).isEqualTo(Shape.of(ints(wanted.get("shape"))));
    float[] values = scan.floats(AxisOrder.LAST_FASTEST);
    double tolerance = 1e-6 * (wanted.get("max").asDouble() - wanted.get("min").asDouble());
    double[] exact = new double[values.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = scan.voxels().at(i);
      assertThat((double) values[i]).isBetween(-1e5, 1e5);
    }
    assertThat(Arrays.stream(exact).min().orElseThrow())
        .isCloseTo(wanted.get("min").asDouble(), within(tolerance));
    assertThat(Arrays.stream(exact).max().orElseThrow())
        .isCloseTo(wanted.get("max").asDouble(), within(tolerance));
    assertThat(Arrays.stream(exact).average().orElseThrow())
        .isCloseTo(wanted.get("mean").asDouble(), within(tolerance));
    for (Map.Entry<String, JsonNode> sample : wanted.get("sample").properties()) {
      int[] index = Stream.of(sample.getKey().split(",")).mapToInt(Integer::parseInt).toArray();
      int[] place = Arrays.copyOf(index, scan.rank());
      assertThat(scan.at(place)).isCloseTo(sample.getValue().asDouble(), within(tolerance));
    }
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void hasTheGridThatNibabelReads(String name) throws IOException {
    JsonNode wanted = expected().get(name);
    Scan scan = formats.readImage(file(name));
    Affine affine = scan.affine().orElseThrow();

    for (int r = 0; r < 4; r++) {
      for (int c = 0; c < 4; c++) {
        assertThat(affine.at(r, c))
            .isCloseTo(wanted.get("affine").get(r).get(c).asDouble(), within(1e-6));
      }
    }
    double[] spacing = scan.spacing().orElseThrow();
    assertThat(spacing).hasSize(wanted.get("zooms").size());
    for (int axis = 0; axis < spacing.length; axis++) {
      assertThat(spacing[axis]).isCloseTo(wanted.get("zooms").get(axis).asDouble(), within(1e-6));
    }
    assertThat(affine.orientation().codes()).isEqualTo(wanted.get("axcodes").asText());
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void hasTypeAndScaleOfTheFile(String name) throws IOException {
    JsonNode wanted = expected().get(name);
    Scan scan = formats.readImage(file(name));

    String type = wanted.get("dtype_on_disk").asText();
    assertThat(scan.voxels().type().label()).isEqualTo(type.equals(">f4") ? "float32" : type);
    assertThat(scan.voxels().slope()).isCloseTo(wanted.get("slope").asDouble(), within(1e-9));
    assertThat(scan.voxels().intercept()).isCloseTo(wanted.get("inter").asDouble(), within(1e-9));
  }

  @Test
  void namesTheFileAndItsHash() {
    Scan scan = formats.readImage(file("label_u8.nii.gz"));

    assertThat(scan.source()).contains(file("label_u8.nii.gz"));
    assertThat(scan.sha256().orElseThrow()).matches("[0-9a-f]{64}");
  }

  @Test
  void eitherFileOfAPairMayBeNamed() {
    Scan image = formats.readImage(file("image_pair.img"));
    Scan header = formats.readImage(file("image_pair.hdr"));

    assertThat(header.floats(AxisOrder.FIRST_FASTEST))
        .isEqualTo(image.floats(AxisOrder.FIRST_FASTEST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad_truncated.nii    | is truncated: its header announces 33x40x10 voxels of float32, 52800 bytes, but at most 26128 are there; fetch it again.
          bad_truncated.nii.gz | cannot be read: its gzip stream ends early; fetch it again.
          bad_magic.nii        | is not NIfTI: its header lacks the magic 'n+1' or 'ni1' (ANALYZE files have none; convert them first).
          bad_huge_dims.nii    | claims the shape [32000, 32000, 32000] of float32, more than the limit of 1000000000 bytes for an array: fetch the file again if its header is damaged, or give Java a larger heap (-Xmx).
          bad_negative_dim.nii | has an axis of size -5 in its shape [-5, 40, 10]: the header is damaged; fetch the file again.
          bad_datatype.nii     | has the datatype code 9999, which NIfTI does not know: the header is damaged; fetch the file again.
          bad_empty.nii        | is empty; fetch it again.
          bad_text.nii.gz      | is not gzip although its name says so: rename it, or fetch it again.
          bad_nan.nii.gz       | holds 2 voxels that are NaN or infinite, the first at voxel 4062: write the file anew with a number in their place, such as 0, or leave the scan out.
          """)
  void refusesABadFileInOneSentence(String name, String sentence) {
    ReadLimits limits = ReadLimits.standard().withVoxelBytes(1_000_000_000);

    assertThatThrownBy(() -> formats.read(file(name), limits))
        .isInstanceOf(UserException.class)
        .hasMessage(file(name) + " " + sentence);
  }

  @Test
  void readsNanAsZeroWhereAskedTo() {
    ReadLimits repairing = ReadLimits.standard().with(NonFiniteVoxels.ZERO);
    float[] repaired =
        formats.readImage(file("bad_nan.nii.gz"), repairing).floats(AxisOrder.FIRST_FASTEST);
    float[] kept =
        formats
            .readImage(file("bad_nan.nii.gz"), ReadLimits.standard().with(NonFiniteVoxels.KEEP))
            .floats(AxisOrder.FIRST_FASTEST);

    int replaced = 0;
    for (int i = 0; i < kept.length; i++) {
      boolean finite = Float.isFinite(kept[i]);
      replaced += finite ? 0 : 1;
      assertThat(repaired[i]).isEqualTo(finite ? kept[i] : 0);
    }
    assertThat(replaced).isEqualTo(2);
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }
}
