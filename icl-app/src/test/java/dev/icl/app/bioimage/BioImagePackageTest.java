package dev.icl.app.bioimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.predict.TinyTraining;
import dev.icl.app.predict.TrainedModel;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.export.onnx.OnnxRuns;
import dev.icl.export.torchscript.ScriptRuns;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A package as the programs of BioImage.IO read it: description, checksums, weights, test tensors.
 */
class BioImagePackageTest {
  private static final Publication PUBLICATION =
      new Publication("Hearts of phantoms", List.of("A. Author", "B. Author"), "CC-BY-4.0");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @TempDir static Path shared;

  private static Map<String, byte[]> files;
  private static JsonNode description;

  @BeforeAll
  static void write() throws IOException {
    Path zip = packaged(shared.resolve("run"));
    files = unzipped(zip);
    description = new YAMLMapper().readTree(files.get("rdf.yaml"));
  }

  @Test
  void theDescriptionHasTheFieldsThatTheSpecificationAsksFor() {
    assertThat(description.get("format_version").asText()).startsWith("0.5.");
    assertThat(description.get("type").asText()).isEqualTo("model");
    assertThat(description.get("name").asText()).isEqualTo("Hearts of phantoms");
    assertThat(description.get("license").asText()).isEqualTo("CC-BY-4.0");
    assertThat(description.get("timestamp").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(description.get("authors").findValuesAsText("name"))
        .containsExactly("A. Author", "B. Author");
    assertThat(description.get("documentation").asText()).isEqualTo("README.md");
    assertThat(description.get("covers")).hasSize(1);
    assertThat(description.get("inputs")).hasSize(1);
    assertThat(description.get("outputs")).hasSize(1);
    assertThat(new String(files.get("README.md"), StandardCharsets.UTF_8))
        .contains("# Hearts of phantoms", "## Validation", "- 1: RV", "CC-BY-4.0");
  }

  /** Readers of the format want them on every axis. */
  @Test
  void everyAxisHasAnIdAndEveryChannelAName() {
    for (JsonNode tensor : List.of(input(), output())) {
      assertThat(tensor.get("axes").findValuesAsText("type"))
          .containsExactly("batch", "channel", "space", "space");
      assertThat(tensor.get("axes").findValuesAsText("id"))
          .containsExactly("batch", "channel", "y", "x");
    }
    assertThat(names(input())).containsExactly("image");
    assertThat(names(output())).containsExactly("background", "RV", "Myo", "LV");
  }

  @Test
  void tilesGrowByTheNetworksDivisorAndHaveAHalo() {
    JsonNode size = input().at("/axes/2/size");
    JsonNode halo = output().at("/axes/2/halo");

    assertThat(size.get("step").asInt()).isEqualTo(8);
    assertThat(halo.asInt()).isEqualTo(8);
    // aligned corners: tiles are not exact, so none is smaller than what the network was trained on
    assertThat(size.get("min").asInt()).isEqualTo(32);
    assertThat(output().at("/axes/2/size/tensor_id").asText()).isEqualTo("images");
    assertThat(output().at("/axes/2/size/axis_id").asText()).isEqualTo("y");
  }

  @Test
  void everyFileThatIsNamedIsThereWithItsChecksum() {
    List<JsonNode> named = new ArrayList<>();
    description.findParents("sha256").forEach(named::add);

    assertThat(named).hasSize(6);
    assertThat(named)
        .allSatisfy(
            file ->
                assertThat(Sha256.hex(files.get(file.get("source").asText())))
                    .isEqualTo(file.get("sha256").asText()));
    assertThat(description.at("/weights/onnx").has("parent")).isFalse();
    assertThat(description.at("/weights/torchscript/parent").asText()).isEqualTo("onnx");
    assertThat(description.at("/weights/onnx/opset_version").asInt()).isEqualTo(17);
  }

  @Test
  void bothWeightsMakeTheTestOutputOfTheTestInput() throws IOException {
    HostTensor image = array("test_input.npy");
    HostTensor expected = array("test_output.npy");
    JsonNode step = input().at("/preprocessing/0");
    assertThat(input().get("preprocessing")).hasSize(1);
    assertThat(step.get("id").asText()).isEqualTo("scale_range");
    Map<String, HostTensor> given = Map.of("images", scaled(image, step.at("/kwargs/eps")));

    HostTensor inOnnx = OnnxRuns.of(file("weights.onnx"), given).get("probabilities");
    HostTensor inScript = ScriptRuns.of(file("weights.pt"), given).get(0);

    assertThat(image.shape()).isEqualTo(Shape.of(1, 1, 32, 32));
    assertThat(expected.shape()).isEqualTo(Shape.of(1, 4, 32, 32));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(inOnnx.get(i)).isCloseTo(expected.get(i), within(1e-4));
      assertThat(inScript.get(i)).isCloseTo(expected.get(i), within(1e-4));
    }
    assertThat(expected.get(0) + expected.get(1024) + expected.get(2048) + expected.get(3072))
        .isCloseTo(1, within(1e-5));
  }

  @Test
  void theCoverIsAPictureTwiceAsWideAsHigh() throws IOException {
    BufferedImage cover = ImageIO.read(new ByteArrayInputStream(files.get("cover.png")));

    assertThat(cover.getWidth()).isEqualTo(2 * cover.getHeight());
  }

  @Test
  void namesOfChannelsAreIdentifiersAndDiffer() {
    assertThat(ModelDescription.names(List.of("left atrium", "2nd", "left_atrium")))
        .containsExactly("left_atrium", "_2nd", "left_atrium_");
  }

  @Test
  void aPackageWithoutAuthorOrLicenceIsRefused() {
    assertThatThrownBy(() -> new Publication("Hearts", List.of(), "MIT"))
        .hasMessageContaining("give --author NAME");
    assertThatThrownBy(() -> new Publication("Hearts", List.of("A"), ""))
        .hasMessageContaining("give its SPDX identifier");
    assertThatThrownBy(() -> new Publication("Hearts", List.of("A"), "CC BY 4.0"))
        .hasMessage("--license: 'CC BY 4.0' is no SPDX identifier; did you mean 'CC-BY-4.0'?");
    assertThatThrownBy(() -> new Publication("Hearts", List.of("A"), "mit"))
        .hasMessageEndingWith("did you mean 'MIT'?");
    assertThatThrownBy(() -> new Publication("Hearts", List.of("A"), "all rights reserved"))
        .hasMessageEndingWith(": write one of https://spdx.org/licenses, such as CC-BY-4.0.");
    assertThatThrownBy(() -> new Publication("Hearts", List.of("A/B"), "MIT"))
        .hasMessageStartingWith("--author: 'A/B' must be one line without / and \\;");
    assertThatThrownBy(() -> new Publication("H!", List.of("A"), "MIT"))
        .hasMessageContaining("'H!' must be 5 to 128 letters");
  }

  /** Of the list itself: current identifiers, deprecated ones, and none twice. */
  @Test
  void licencesAreThoseOfSpdx() {
    assertThat(Licenses.identifiers())
        .hasSize(734)
        .doesNotHaveDuplicates()
        .contains("0BSD", "Apache-2.0", "CC-BY-NC-SA-4.0", "CC0-1.0", "GPL-3.0", "ZPL-2.1");
  }

  private static JsonNode input() {
    return description.at("/inputs/0");
  }

  private static JsonNode output() {
    return description.at("/outputs/0");
  }

  private static List<String> names(JsonNode tensor) {
    List<String> names = new ArrayList<>();
    tensor.at("/axes/1/channel_names").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static Path packaged(Path run) {
    Path checkpoint = TinyTraining.run(run, "train.iterations=3");
    Path target = run.resolve("package.zip");
    RunConfigReader reader = new RunConfigReader(Map.of(), run);
    try (TrainedModel model = TrainedModel.open(checkpoint, reader, List.of());
        IclApplication application =
            IclApplication.start(model.config(), EnginePlugins.discover(), Permissions.NONE)) {
      new BioImagePackage(model, PUBLICATION, CLOCK).write(application.engine(), target);
    }
    return target;
  }

  private static Map<String, byte[]> unzipped(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream archive = new ZipInputStream(in)) {
      for (ZipEntry e = archive.getNextEntry(); e != null; e = archive.getNextEntry()) {
        entries.put(e.getName(), archive.readAllBytes());
      }
    }
    return entries;
  }

  private static Path file(String name) throws IOException {
    return Files.write(shared.resolve(name), files.get(name));
  }

  /** A file of one float32 array in C order. */
  private static HostTensor array(String name) {
    ByteBuffer bytes = ByteBuffer.wrap(files.get(name)).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(8);
    String header = new String(files.get(name), 10, length, StandardCharsets.US_ASCII);
    assertThat((10 + length) % 64).isZero();
    assertThat(header).contains("'descr': '<f4'", "'fortran_order': False").endsWith("\n");
    Matcher shape = Pattern.compile("\\(([0-9, ]+)\\)").matcher(header);
    assertThat(shape.find()).isTrue();
    int[] sizes =
        Pattern.compile(", ?").splitAsStream(shape.group(1)).mapToInt(Integer::parseInt).toArray();
    bytes.position(10 + length);
    return HostTensor.wrap(
        DType.F32, Shape.of(sizes), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** From the least and the greatest value to [0, 1]. */
  private static HostTensor scaled(HostTensor image, JsonNode epsilon) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < image.size(); i++) {
      least = Math.min(least, image.get(i));
      most = Math.max(most, image.get(i));
    }
    double low = least;
    double range = most - least + epsilon.asDouble();
    return HostTensor.fill(DType.F32, image.shape(), i -> (image.get((int) i) - low) / range);
  }
}
