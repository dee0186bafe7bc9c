package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.DType;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.network.UNet2dSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The authors' network at 256×256, four classes; nothing of it is allocated. */
class StateDictTest {
  private final SegmentationNetwork network =
      new UNet2dProvider()
          .create(UNet2dSettings.defaults(), new ImageSpec(1, 4, List.of(256, 256)));
  private final Method icl = Methods.icl(IclSettings.defaults(), network, List.of(256, 256));

  @Test
  void namesShapesTypesAndKindsAreTheAuthors() throws IOException {
    List<String> expected = new ArrayList<>();
    manifest()
        .get("entries")
        .forEach(
            e ->
                expected.add(
                    line(
                        e.get("name").asText(),
                        e.get("shape").toString().replace(",", ", "),
                        e.get("dtype").asText(),
                        e.get("kind").asText())));

    assertThat(icl.variables().stream().map(StateDictTest::line))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void theBackboneComesFirstAndCountsAsTheAuthorsDo() throws IOException {
    int entries = manifest().get("backbone_state_dict_entries").asInt();

    assertThat(network.variables()).hasSize(entries);
    assertThat(icl.variables().subList(0, entries).stream().map(VariableSpec::name))
        .containsExactlyElementsOf(network.variables().stream().map(VariableSpec::name).toList());
    assertThat(StateDicts.parameters(network.variables()))
        .isEqualTo(manifest().get("backbone_parameters").asLong());
    assertThat(StateDicts.parameters(icl.variables()))
        .isEqualTo(manifest().get("total_parameters").asLong());
  }

  @ParameterizedTest
  @ValueSource(strings = {"low-rank", "axial", "none"})
  void otherMixersAreFarSmallerThanTheDenseOne(String mixer) {
    IclSettings light = new IclSettings(50, List.of(8, 4, 2), 0.02, mixer, 64);

    long count = StateDicts.parameters(Methods.icl(light, network, List.of(256, 256)).variables());

    assertThat(count).isLessThan(StateDicts.parameters(icl.variables()) / 100);
  }

  private static String line(VariableSpec spec) {
    return line(
        spec.name(),
        spec.shape().toString(),
        spec.dtype() == DType.I64 ? "int64" : spec.dtype() == DType.F32 ? "float32" : "other",
        spec.kind() == VariableKind.BUFFER ? "buffer" : "parameter");
  }

  private static String line(String name, String shape, String dtype, String kind) {
    return String.join(" ", name, shape, dtype, kind);
  }

  private static JsonNode manifest() throws IOException {
    try (InputStream in = StateDictTest.class.getResourceAsStream("icl_unet2d_manifest.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
