package dev.icl.modules.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small Swin networks on the reference: oblong images and volumes of two channels. */
class SwinNetworksTest {
  private static final RandomKey KEY = RandomKey.of(5);
  private static final int CLASSES = 3;
  private static final SwinSettings SMALL =
      new SwinSettings(2, List.of(1, 2, 1, 1), List.of(1, 2, 2, 4), 2, 0.3);
  private static final SwinUNet2dProvider IMAGES = new SwinUNet2dProvider();
  private static final SwinUNetR3dProvider VOLUMES = new SwinUNetR3dProvider();

  private final ReferenceEngine engine =
      new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE));

  @AfterEach
  void close() {
    engine.close();
  }

  private static Shape sizes(String kind) {
    return kind.equals("images") ? Shape.of(1, 2, 32, 64) : Shape.of(1, 2, 32, 32, 32);
  }

  private static SegmentationNetwork network(String kind, SwinSettings settings) {
    List<Integer> patch = new ArrayList<>();
    for (int size : sizes(kind).spatial().toArray()) {
      patch.add(size);
    }
    ImageSpec image = new ImageSpec(2, CLASSES, patch);
    return kind.equals("images")
        ? IMAGES.create(settings, image)
        : VOLUMES.create(new SwinVolumeSettings(settings, "complete"), image);
  }

  @Test
  void theAuthorsNetworksOfferTheFeaturesOfThePaper() {
    SegmentationNetwork images =
        IMAGES.create(IMAGES.defaults(), new ImageSpec(1, 4, List.of(224, 224)));
    SegmentationNetwork volumes =
        VOLUMES.create(VOLUMES.defaults(), new ImageSpec(1, 2, List.of(96, 96, 96)));

    assertThat(images.features())
        .containsExactly(
            FeatureLevel.of(384, 2, 16).asTokens(),
            FeatureLevel.of(192, 2, 8).asTokens(),
            FeatureLevel.of(96, 2, 4).asTokens());
    assertThat(volumes.features())
        .containsExactly(
            FeatureLevel.of(384, 3, 16), FeatureLevel.of(192, 3, 8), FeatureLevel.of(96, 3, 4));
    assertThat(images.divisors()).containsExactly(32, 32);
    assertThat(volumes.divisors()).containsExactly(32, 32, 32);
    assertThat(volumes.heads().queries()).isEqualTo("guide_Q");
    assertThat(volumes.heads().attention()).containsExactly(24, 12, 6);
    assertThat(images.heads().attention()).containsExactly(24, 12, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "volumes"})
  void outputsHaveTheSizesItTells(String kind) {
    SegmentationNetwork network = network(kind, SMALL);
    create(network);

    Map<String, HostTensor> out =
        run(OutputTensors.of(network), Compilation.inference(), noise(kind));

    assertThat(out.get("logits").shape()).isEqualTo(sizes(kind).with(1, CLASSES));
    List<Integer> patch = new ArrayList<>();
    for (int size : sizes(kind).spatial().toArray()) {
      patch.add(size);
    }
    for (int i = 0; i < network.features().size(); i++) {
      FeatureLevel level = network.features().get(i);
      Shape map = level.sizes(patch);
      assertThat(out.get("feature" + i).shape())
          .isEqualTo(
              level.tokens()
                  ? Shape.of(1, (int) map.numel(), level.channels())
                  : Shape.of(1, level.channels()).append(map));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "volumes"})
  void logitsThatAreConstantsHaveTheSameValuesAndNoGradient(String kind) {
    SegmentationNetwork network = network(kind, SMALL);
    create(network);

    Map<String, HostTensor> out =
        run(OutputTensors.of(network), Compilation.inference(), noise(kind));
    Map<String, HostTensor> constant =
        run(
            (scope, in) ->
                Map.of("logits", network.applyWithConstantLogits(scope, in.get("x")).logits()),
            Compilation.inference(),
            noise(kind));

    assertThat(constant.get("logits").toDoubles())
        .containsExactly(out.get("logits").toDoubles(), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "volumes"})
  void theStochasticDepthRisesWithTheBlocksOfTheEncoder(String kind) {
    SegmentationNetwork network = network(kind, SMALL);
    create(network);
    List<String> drops = new ArrayList<>();

    run(
        (scope, in) ->
            Map.of("y", network.apply(new RecordingScope(scope, drops), in.get("x")).logits()),
        Compilation.forward(),
        noise(kind));

    // five blocks, two branches each: 0, 0.075, 0.15, 0.225, 0.3
    List<Double> expected =
        new ArrayList<>(List.of(0., 0., 0.075, 0.075, 0.15, 0.15, 0.225, 0.225, 0.3, 0.3));
    if (kind.equals("images")) {
      // the decoder has the rates of the same stages
      expected.addAll(List.of(0.225, 0.225, 0.075, 0.075, 0.15, 0.15, 0., 0.));
    }
    assertThat(drops.stream().mapToDouble(drop -> Double.parseDouble(drop.split(" ")[0])).toArray())
        .containsExactly(
            expected.stream().mapToDouble(Double::doubleValue).toArray(), within(1e-9));
  }

  @Test
  void anImageOfOneChannelIsSeenAsThree() {
    SegmentationNetwork grey = IMAGES.create(SMALL, new ImageSpec(1, CLASSES, List.of(32, 32)));
    SegmentationNetwork colour = IMAGES.create(SMALL, new ImageSpec(3, CLASSES, List.of(32, 32)));
    create(grey);
    HostTensor image = random("grey", Shape.of(1, 1, 32, 32));
    HostTensor three =
        HostTensor.fill(DType.F32, Shape.of(1, 3, 32, 32), i -> image.get((int) (i % (32 * 32))));

    assertThat(names(grey)).isEqualTo(names(colour));
    assertThat(
            run(OutputTensors.of(grey), Compilation.inference(), image).get("logits").toDoubles())
        .containsExactly(
            run(OutputTensors.of(colour), Compilation.inference(), three).get("logits").toDoubles(),
            within(1e-5));
  }

  @Test
  void imagesOfAnotherSizeThanItWasMadeForAreRefused() {
    SegmentationNetwork network = network("images", SMALL);
    create(network);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run(
                    OutputTensors.of(network),
                    Compilation.inference(),
                    HostTensor.zeros(DType.F32, Shape.of(1, 2, 64, 64))))
        .withMessage("images [1, 2, 64, 64]: this network is made for spatial sizes of [32, 64]");
  }

  @Test
  void whatIsComputedIsNoParameter() {
    assertThat(network("images", SMALL).variables())
        .filteredOn(spec -> spec.kind() == VariableKind.BUFFER)
        .extracting(VariableSpec::name)
        .allMatch(name -> name.endsWith(".relative_position_index") || name.endsWith(".attn_mask"))
        .contains("swin_unet.layers.1.blocks.1.attn_mask")
        .doesNotContain("swin_unet.layers.0.blocks.0.attn_mask");
  }

  @Test
  void windowsThatDoNotDivideTheTokensAreRefusedWithThoseThatDo() {
    refused(
        SwinSettings.images(),
        List.of(256, 256),
        "network.window: windows of 7 do not divide the 64×64 tokens of stage 1, which a"
            + " train.patch of [256, 256] makes; use 4 or 8, or a patch whose sizes are multiples"
            + " of 224.");
    refused(
        new SwinSettings(12, List.of(2, 2), List.of(3, 6), 6, 0),
        List.of(64, 96),
        "network.window: windows of 6 do not divide the 16×24 tokens of stage 1, which a"
            + " train.patch of [64, 96] makes; use 4, or a patch whose sizes are multiples of"
            + " 48.");
  }

  @Test
  void aPatchOfAnotherRankOrSizeIsRefusedAsForOtherNetworks() {
    refused(
        SwinSettings.images(),
        List.of(96, 96, 96),
        "train.patch: [96, 96, 96] has 3 sizes, but the network swinunet2d takes 2; give one per"
            + " spatial axis.");
    refused(
        SwinSettings.images(),
        List.of(225, 224),
        "train.patch: the network swinunet2d cannot divide [225, 224], every size must be a"
            + " multiple of 32; use [224, 224] or [256, 224].");
  }

  @Test
  void stagesWithoutHeadsOrOfOtherNumbersAreRefused() {
    refused(
        new SwinSettings(96, List.of(2, 2, 2, 2), List.of(3, 6, 12), 7, 0),
        List.of(224, 224),
        "network.heads: [3, 6, 12] has 3 entries for the 4 stages of network.depths; give one per"
            + " stage.");
    refused(
        new SwinSettings(96, List.of(2), List.of(3), 7, 0),
        List.of(224, 224),
        "network.depths: [2] has 1 stage, but swinunet2d needs 2 to 6; give one number of blocks"
            + " per stage, shallow to deep.");
    refused(
        new SwinSettings(96, List.of(2, 2), List.of(3, 5), 7, 0),
        List.of(224, 224),
        "network.heads: 5 heads do not divide the 192 channels of stage 2; use a divisor of 192, or"
            + " another network.embedding.");
    assertThatThrownBy(
            () ->
                VOLUMES.create(
                    new SwinVolumeSettings(
                        new SwinSettings(12, List.of(2, 2), List.of(3, 3), 7, 0), "monai"),
                    new ImageSpec(1, 2, List.of(32, 32, 32))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "network.depths: [2, 2] has 2 stages, but swinunetr3d needs 4; give one number of"
                + " blocks per stage, shallow to deep.");
  }

  private static void refused(SwinSettings settings, List<Integer> patch, String sentence) {
    assertThatThrownBy(() -> IMAGES.create(settings, new ImageSpec(1, 2, patch)))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence);
  }

  private static List<String> names(SegmentationNetwork network) {
    return network.variables().stream().map(spec -> spec.name() + spec.shape()).toList();
  }

  private void create(SegmentationNetwork network) {
    for (VariableSpec spec : network.variables()) {
      HostTensor value =
          spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name()));
      engine.variables().create(spec, value);
    }
  }

  private static HostTensor noise(String kind) {
    return random("images", sizes(kind));
  }

  private static HostTensor random(String name, Shape shape) {
    var generator = KEY.child(name).generator();
    return HostTensor.fill(DType.F32, shape, i -> generator.nextDouble());
  }

  private Map<String, HostTensor> run(Program program, Compilation compilation, HostTensor images) {
    try (var compiled = engine.compile(program, compilation)) {
      return compiled.run(Map.of("x", images), KEY);
    }
  }
}
