package dev.icl.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real scans, wherever {@code -Dicl.scans.expect=FILE} lists what another reader finds in them and
 * {@code -Dicl.acdc.root} and {@code -Dicl.la.root} say where they are. Files that are not there
 * are passed over.
 */
@EnabledIfSystemProperty(
    named = "icl.scans.expect",
    matches = ".+",
    disabledReason = "needs real scans: -Dicl.scans.expect=FILE -Dicl.acdc.root and -Dicl.la.root")
class RealFilesTest {
  record RealFile(Path path, JsonNode wanted) {
    @Override
    public String toString() {
      return path.getParent().getFileName() + "/" + path.getFileName();
    }
  }

  static Stream<RealFile> files() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(Path.of(property("icl.scans.expect")).toFile());
    Path acdc = Path.of(property("icl.acdc.root"), "data");
    Path la = Path.of(property("icl.la.root"), "2018LA_Seg_Training Set");
    return Stream.of(
            in(expected.get("acdc_slices"), acdc),
            in(expected.get("acdc_volumes"), acdc),
            in(expected.get("la"), la))
        .flatMap(s -> s)
        .filter(f -> Files.exists(f.path()));
  }

  private static String property(String name) {
    return System.getProperty(name, "nowhere");
  }

  private static Stream<RealFile> in(JsonNode group, Path folder) {
    return group.properties().stream()
        .map(e -> new RealFile(folder.resolve(e.getKey()), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void holdsWhatAnotherReaderFinds(RealFile file) {
    Contents contents = VolumeFormats.installed().read(file.path());
    JsonNode wanted = file.wanted();

    Scan image = contents.image().orElseThrow();
    assertThat(image.shape()).isEqualTo(Shape.of(ints(wanted.get("image_shape"))));
    assertThat(image.voxels().type().label()).isEqualTo(wanted.get("image_dtype").asText());
    float[] values = image.floats(AxisOrder.LAST_FASTEST);
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    assertThat(Sha256.hex(bytes.array())).isEqualTo(wanted.get("image_sha256_f32le").asText());
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    assertThat(sum / values.length).isCloseTo(wanted.get("mean_f64").asDouble(), within(1e-9));
    assertThat(least).isEqualTo(wanted.get("min").asDouble());
    assertThat(most).isEqualTo(wanted.get("max").asDouble());

    Scan label = contents.label().orElseThrow();
    assertThat(label.shape()).isEqualTo(Shape.of(ints(wanted.get("label_shape"))));
    byte[] classes = label.labels(AxisOrder.LAST_FASTEST, 4);
    assertThat(Sha256.hex(classes)).isEqualTo(wanted.get("label_sha256_u8").asText());
    Map<String, Integer> histogram = new TreeMap<>();
    for (byte c : classes) {
      histogram.merge(Byte.toString(c), 1, Integer::sum);
    }
    Map<String, Integer> wantedHistogram = new TreeMap<>();
    wanted
        .get("label_histogram")
        .properties()
        .forEach(e -> wantedHistogram.put(e.getKey(), e.getValue().asInt()));
    assertThat(histogram).isEqualTo(wantedHistogram);
  }

  private static int[] ints(JsonNode array) {
    int[] out = new int[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array.get(i).asInt();
    }
    return out;
  }
}
