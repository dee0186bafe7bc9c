package dev.icl.modules.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.DType;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.HeadStyle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SemanticProxyTest {
  @Test
  void inThreeDimensionsNamesAndShapesAreTheAuthors() throws IOException {
    ProxySettings settings =
        new ProxySettings(2, List.of(16, 8, 4), 0.02, AttentionMapMixers.named("dense", 1));
    List<FeatureLevel> levels =
        List.of(FeatureLevel.of(256, 3, 16), FeatureLevel.of(128, 3, 8), FeatureLevel.of(64, 3, 4));

    SemanticProxy proxy =
        new SemanticProxy("sspa", settings, HeadStyle.COMMON, levels, List.of(96, 96, 96));

    assertThat(proxy.variables().stream().map(SemanticProxyTest::line))
        .containsExactlyElementsOf(expected());
  }

  private static String line(VariableSpec spec) {
    String type = spec.dtype() == DType.F32 ? "float32" : "int64";
    return spec.name() + " " + type + " " + spec.shape();
  }

  private static List<String> expected() throws IOException {
    try (InputStream in = SemanticProxyTest.class.getResourceAsStream("sspa_3d_variables.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
