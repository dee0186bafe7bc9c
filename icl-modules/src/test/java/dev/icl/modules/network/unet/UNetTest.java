package dev.icl.modules.network.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.VariableSpec;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The variables of the networks, and the topologies that images decide on. */
class UNetTest extends SmallUNets {
  @Test
  void variablesHaveTheNamesAndShapesOfPlainConvUNet() throws IOException {
    assertThat(lines(create(PLAIN))).containsExactlyElementsOf(expected("plain_variables.txt"));
  }

  @Test
  void variablesHaveTheNamesAndShapesOfResidualEncoderUNet() throws IOException {
    assertThat(lines(create(RESIDUAL)))
        .containsExactlyElementsOf(expected("residual_variables.txt"));
  }

  /** The sizes of nnU-Net's 3d_fullres networks for BraTS' patch: 31.2 and 102.4 million. */
  @Test
  void publishedNetworksHaveTheirNumbersOfParameters() {
    ImageSpec image = new ImageSpec(1, 2, List.of(128, 128, 128));

    assertThat(parameters(PROVIDER.create(UNetSettings.auto(), image))).isEqualTo(31_195_594);
    assertThat(parameters(PROVIDER.create(UNetSettings.auto(EncoderKind.RESIDUAL, 32), image)))
        .isEqualTo(102_349_770);
  }

  @Test
  void spacingDecidesOnTheTopology() {
    ImageSpec acdc = new ImageSpec(1, 4, List.of(20, 256, 224), List.of(5., 1.5625, 1.5625));
    SegmentationNetwork network = PROVIDER.create(UNetSettings.auto(), acdc);

    assertThat(network.divisors()).containsExactly(4, 32, 32);
    assertThat(network.features())
        .containsExactly(
            new FeatureLevel(320, List.of(4, 32, 32)),
            new FeatureLevel(320, List.of(4, 16, 16)),
            new FeatureLevel(256, List.of(4, 8, 8)));
    assertThat(parameters(network)).isEqualTo(30_377_428);
  }

  @Test
  void whatIsResolvedMakesTheSameNetworkWhateverTheImages() {
    ImageSpec image = new ImageSpec(1, 2, List.of(16, 64, 32), List.of(3., 1., 1.));

    UNetSettings resolved = PROVIDER.resolved(UNetSettings.auto(EncoderKind.RESIDUAL, 4), image);

    assertThat(resolved.plan()).isEqualTo(PlanKind.GIVEN);
    assertThat(PROVIDER.resolved(resolved, new ImageSpec(1, 2, List.of(8, 8, 8))))
        .isEqualTo(resolved);
    assertThat(lines(PROVIDER.create(resolved, new ImageSpec(1, 2, List.of(8, 8, 8)))))
        .isEqualTo(lines(PROVIDER.create(UNetSettings.auto(EncoderKind.RESIDUAL, 4), image)));
  }

  @Test
  void aTrainingGoesOnWithWhatWasResolved() {
    UNetSettings before =
        PROVIDER.resolved(UNetSettings.auto(), new ImageSpec(1, 2, List.of(32, 32)));

    assertThat(PROVIDER.continued(UNetSettings.auto(), before)).isEqualTo(before);
    assertThat(PROVIDER.continued(UNetSettings.auto(EncoderKind.RESIDUAL, 32), before))
        .isNotEqualTo(before);
    assertThat(PROVIDER.continued(RESIDUAL, before)).isEqualTo(RESIDUAL);
  }

  /** He's variance for a leaky ReLU: 2 / (1.0001 · 27 · channels). */
  @Test
  void firstWeightsAreThoseOfNnUnet() {
    SegmentationNetwork network =
        PROVIDER.create(
            UNetSettings.auto(EncoderKind.RESIDUAL, 32), new ImageSpec(1, 2, List.of(32, 32, 32)));
    Map<String, VariableSpec> specs = new LinkedHashMap<>();
    network.variables().forEach(spec -> specs.put(spec.name(), spec));

    double[] weights = first(specs, "encoder.stages.0.blocks.0.conv1.conv.weight");
    double variance = Arrays.stream(weights).map(w -> w * w).average().orElseThrow();
    assertThat(variance).isCloseTo(2 / (1.0001 * 27 * 32), within(0.03 * 2 / (27. * 32)));
    assertThat(first(specs, "encoder.stages.0.blocks.0.conv1.conv.bias")).containsOnly(0);
    assertThat(first(specs, "encoder.stages.0.blocks.0.conv1.norm.weight")).containsOnly(1);
    assertThat(first(specs, "encoder.stages.0.blocks.0.conv2.norm.weight")).containsOnly(0);
    assertThat(first(specs, "decoder.transpconvs.0.bias")).containsOnly(0);
    double[] up = first(specs, "decoder.transpconvs.0.weight");
    double upVariance = Arrays.stream(up).map(w -> w * w).average().orElseThrow();
    int fanIn = specs.get("decoder.transpconvs.0.weight").shape().dim(1) * 8;
    assertThat(upVariance).isCloseTo(2 / (1.0001 * fanIn), within(0.03 * 2 / fanIn));
  }

  private static double[] first(Map<String, VariableSpec> specs, String name) {
    VariableSpec spec = specs.get(name);
    return spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(name)).toDoubles();
  }

  private static long parameters(SegmentationNetwork network) {
    return network.variables().stream().mapToLong(spec -> spec.shape().numel()).sum();
  }

  private static List<String> lines(SegmentationNetwork network) {
    return network.variables().stream().map(spec -> spec.name() + " " + spec.shape()).toList();
  }

  private static List<String> expected(String resource) throws IOException {
    try (InputStream in = UNetTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
