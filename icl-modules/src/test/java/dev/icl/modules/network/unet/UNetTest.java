package dev.icl.modules.network.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UNetTest {
  private static final RandomKey KEY = RandomKey.of(5);
  private static final UNetProvider PROVIDER = new UNetProvider();

  /** Two channels, three classes, slices far apart; its names are in plain_variables.txt. */
  private static final UNetSettings PLAIN =
      given(
          EncoderKind.PLAIN,
          List.of(4, 6, 8),
          List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 2)),
          List.of(List.of(1, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3)),
          List.of(2, 1, 2),
          List.of(2, 1));

  /** One channel, two classes; a level without and one with a projection. */
  private static final UNetSettings RESIDUAL =
      given(
          EncoderKind.RESIDUAL,
          List.of(4, 6, 6),
          List.of(List.of(1, 1), List.of(2, 2), List.of(1, 2)),
          List.of(List.of(3, 3), List.of(3, 3), List.of(3, 3)),
          List.of(1, 2, 1),
          List.of());

  private final ReferenceEngine engine =
      new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE));

  @AfterEach
  void close() {
    engine.close();
  }

  static Stream<UNetSettings> settings() {
    return Stream.of(PLAIN, RESIDUAL);
  }

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

  @ParameterizedTest
  @MethodSource("settings")
  void outputsHaveTheSizesItTells(UNetSettings settings) {
    SegmentationNetwork network = create(settings);
    Shape images = images(settings);

    Map<String, HostTensor> out = run(outputs(network), Compilation.inference(), images);

    assertThat(out.get("logits").shape()).isEqualTo(images.with(1, network.classes()));
    assertThat(network.features()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      FeatureLevel level = network.features().get(i);
      List<Integer> sizes = Arrays.stream(images.spatial().toArray()).boxed().toList();
      assertThat(out.get("feature" + i).shape())
          .isEqualTo(Shape.of(1, level.channels()).append(level.sizes(sizes)));
    }
  }

  /** Written out from single operations, as the forward pass of dynamic-network-architectures. */
  @Test
  void plainNetworksComputeWhatPlainConvUNetComputes() {
    SegmentationNetwork network = create(PLAIN);
    Map<String, HostTensor> out =
        run(
            (scope, in) -> {
              Written w = new Written(scope);
              Tensor x = in.get("x");
              Tensor first = w.unit("encoder.stages.0.0.convs.0", x, List.of(1, 1, 1));
              first = w.unit("encoder.stages.0.0.convs.1", first, List.of(1, 1, 1));
              Tensor second = w.unit("encoder.stages.1.0.convs.0", first, List.of(1, 2, 2));
              Tensor third = w.unit("encoder.stages.2.0.convs.0", second, List.of(2, 2, 2));
              third = w.unit("encoder.stages.2.0.convs.1", third, List.of(1, 1, 1));
              Tensor up = w.up("decoder.transpconvs.0", third, List.of(2, 2, 2));
              Tensor y = scope.ops().concat(List.of(up, second), 1);
              y = w.unit("decoder.stages.0.convs.0", y, List.of(1, 1, 1));
              y = w.unit("decoder.stages.0.convs.1", y, List.of(1, 1, 1));
              up = w.up("decoder.transpconvs.1", y, List.of(1, 2, 2));
              y = scope.ops().concat(List.of(up, first), 1);
              y = w.unit("decoder.stages.1.convs.0", y, List.of(1, 1, 1));
              return Map.of(
                  "written", w.conv("decoder.seg_layers.1", y, List.of(1, 1, 1)),
                  "logits", network.apply(scope, x).logits());
            },
            Compilation.forward(),
            images(PLAIN));

    assertThat(out.get("logits").toDoubles())
        .containsExactly(out.get("written").toDoubles(), within(1e-9));
  }

  @Test
  void residualNetworksComputeWhatResidualEncoderUNetComputes() {
    SegmentationNetwork network = create(RESIDUAL);
    List<Integer> ones = List.of(1, 1);
    Map<String, HostTensor> out =
        run(
            (scope, in) -> {
              Written w = new Written(scope);
              Tensor x = in.get("x");
              Tensor first = w.unit("encoder.stem.convs.0", x, ones);
              first = w.block("encoder.stages.0.blocks.0", first, first, ones);
              Tensor half = w.mean(first, List.of(2, 2));
              Tensor shortcut = w.projected("encoder.stages.1.blocks.0.skip.1", half);
              Tensor second = w.block("encoder.stages.1.blocks.0", first, shortcut, List.of(2, 2));
              second = w.block("encoder.stages.1.blocks.1", second, second, ones);
              Tensor third =
                  w.block(
                      "encoder.stages.2.blocks.0",
                      second,
                      w.mean(second, List.of(1, 2)),
                      List.of(1, 2));
              Tensor up = w.up("decoder.transpconvs.0", third, List.of(1, 2));
              Tensor y = scope.ops().concat(List.of(up, second), 1);
              y = w.unit("decoder.stages.0.convs.0", y, ones);
              up = w.up("decoder.transpconvs.1", y, List.of(2, 2));
              y = scope.ops().concat(List.of(up, first), 1);
              y = w.unit("decoder.stages.1.convs.0", y, ones);
              return Map.of(
                  "written", w.conv("decoder.seg_layers.1", y, ones),
                  "logits", network.apply(scope, x).logits());
            },
            Compilation.forward(),
            images(RESIDUAL));

    assertThat(out.get("logits").toDoubles())
        .containsExactly(out.get("written").toDoubles(), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void logitsThatAreConstantsHaveTheSameValues(UNetSettings settings) {
    SegmentationNetwork network = create(settings.withDeepSupervision(true));

    Map<String, HostTensor> out =
        run(
            (scope, in) ->
                Map.of(
                    "logits", network.apply(scope, in.get("x")).logits(),
                    "constant", network.applyWithConstantLogits(scope, in.get("x")).logits()),
            Compilation.forward(),
            images(settings));

    assertThat(out.get("constant").toDoubles())
        .containsExactly(out.get("logits").toDoubles(), within(1e-12));
  }

  @Test
  void everyLevelButTheDeepestIsSupervisedInTraining() {
    UNetSettings four = UNetSettings.auto(EncoderKind.PLAIN, 2).withDeepSupervision(true);
    SegmentationNetwork network = PROVIDER.create(four, new ImageSpec(1, 2, List.of(64, 64)));
    create(network);
    Shape images = Shape.of(1, 1, 64, 64);

    assertThat(coarse(network, Compilation.forward(), images))
        .containsExactly(Shape.of(1, 2, 32, 32), Shape.of(1, 2, 16, 16));
    assertThat(coarse(network, Compilation.inference(), images)).isEmpty();
    assertThat(
            coarse(
                PROVIDER.create(
                    four.withDeepSupervision(false), new ImageSpec(1, 2, List.of(64, 64))),
                Compilation.forward(),
                images))
        .isEmpty();
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

  @Test
  void volumesThatItCannotDivideAreRefused() {
    SegmentationNetwork network = create(PLAIN);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(outputs(network), Compilation.inference(), Shape.of(1, 2, 3, 8, 8)))
        .withMessage("images [1, 2, 3, 8, 8]: spatial sizes must be multiples of [2, 4, 4]");
  }

  private static double[] first(Map<String, VariableSpec> specs, String name) {
    VariableSpec spec = specs.get(name);
    return spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(name)).toDoubles();
  }

  private List<Shape> coarse(SegmentationNetwork network, Compilation compilation, Shape images) {
    Map<String, HostTensor> out =
        run(
            (scope, in) -> {
              Map<String, Tensor> scores = new LinkedHashMap<>();
              List<Tensor> coarse = network.apply(scope, in.get("x")).coarse();
              for (int i = 0; i < coarse.size(); i++) {
                scores.put("coarse" + i, coarse.get(i));
              }
              return scores;
            },
            compilation,
            images);
    return out.keySet().stream().sorted().map(name -> out.get(name).shape()).toList();
  }

  private static Shape images(UNetSettings settings) {
    return settings.equals(PLAIN) ? Shape.of(1, 2, 4, 8, 12) : Shape.of(1, 1, 8, 12);
  }

  private static UNetSettings given(
      EncoderKind encoder,
      List<Integer> features,
      List<List<Integer>> strides,
      List<List<Integer>> kernels,
      List<Integer> blocks,
      List<Integer> decoderConvolutions) {
    return new UNetSettings(
        PlanKind.GIVEN,
        encoder,
        false,
        32,
        features,
        strides,
        kernels,
        blocks,
        decoderConvolutions);
  }

  private SegmentationNetwork create(UNetSettings settings) {
    boolean volumes = settings.topology().rank() == 3;
    ImageSpec image =
        volumes ? new ImageSpec(2, 3, List.of(4, 8, 12)) : new ImageSpec(1, 2, List.of(8, 12));
    SegmentationNetwork network = PROVIDER.create(settings, image);
    create(network);
    return network;
  }

  /** Every variable with values of its own, so that none can stand for another. */
  private void create(SegmentationNetwork network) {
    for (VariableSpec spec : network.variables()) {
      var random = KEY.child(spec.name()).generator();
      engine
          .variables()
          .create(
              spec, HostTensor.fill(spec.dtype(), spec.shape(), i -> random.nextDouble() - 0.4));
    }
  }

  private static Program outputs(SegmentationNetwork network) {
    return (scope, in) -> {
      NetworkOutput output = network.apply(scope, in.get("x"));
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("logits", output.logits());
      for (int i = 0; i < output.features().size(); i++) {
        tensors.put("feature" + i, output.features().get(i));
      }
      return tensors;
    };
  }

  private Map<String, HostTensor> run(Program program, Compilation compilation, Shape images) {
    var random = KEY.child("images").generator();
    HostTensor values = HostTensor.fill(DType.F32, images, i -> random.nextDouble());
    try (var compiled = engine.compile(program, compilation)) {
      return compiled.run(Map.of("x", values), KEY);
    }
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
