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
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VolumeNetworksTest {
  private static final RandomKey KEY = RandomKey.of(5);
  private static final int CLASSES = 3;

  /** Two channels, an oblong volume. */
  private static final Shape IMAGES = Shape.of(1, 2, 32, 16, 16);

  private static final List<Integer> WIDTHS = List.of(2, 3, 4, 5, 6);

  private final ReferenceEngine engine =
      new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE));

  @AfterEach
  void close() {
    engine.close();
  }

  static Stream<NetworkProvider<VolumeSettings>> providers() {
    return Stream.of(new UNet3dProvider(), new VNetProvider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void itOffersTheCentreAndTwoLevelsOfTheDecoder(NetworkProvider<VolumeSettings> provider) {
    SegmentationNetwork network =
        provider.create(provider.defaults(), new ImageSpec(1, 2, List.of(96, 96, 96)));

    assertThat(network.spatialRank()).isEqualTo(3);
    assertThat(network.divisors()).containsExactly(16, 16, 16);
    assertThat(network.features())
        .containsExactly(
            FeatureLevel.of(256, 3, 16), FeatureLevel.of(128, 3, 8), FeatureLevel.of(64, 3, 4));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void outputsHaveTheSizesItTells(NetworkProvider<VolumeSettings> provider) {
    SegmentationNetwork network = network(provider, 0, 0);
    create(network);

    Map<String, HostTensor> out = run(OutputTensors.of(network), Compilation.inference());

    assertThat(out.get("logits").shape()).isEqualTo(Shape.of(1, CLASSES, 32, 16, 16));
    for (int i = 0; i < network.features().size(); i++) {
      FeatureLevel level = network.features().get(i);
      int stride = 16 >> i;
      assertThat(out.get("feature" + i).shape())
          .isEqualTo(Shape.of(1, level.channels(), 32 / stride, 16 / stride, 16 / stride));
      assertThat(level.sizes(List.of(32, 16, 16)))
          .isEqualTo(Shape.of(32 / stride, 16 / stride, 16 / stride));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void logitsThatAreConstantsHaveTheSameValues(NetworkProvider<VolumeSettings> provider) {
    SegmentationNetwork network = network(provider, 0.3, 0.4);
    create(network);

    Map<String, HostTensor> out = run(OutputTensors.of(network), Compilation.forward());
    Map<String, HostTensor> constant =
        run(
            (scope, in) ->
                Map.of("logits", network.applyWithConstantLogits(scope, in.get("x")).logits()),
            Compilation.forward());

    assertThat(constant.get("logits").toDoubles())
        .containsExactly(out.get("logits").toDoubles(), within(1e-6));
  }

  @Test
  void theUNetDropsElementsAtTheCentreAndBeforeTheLastLayer() {
    assertThat(drops(network(new UNet3dProvider(), 0.3, 0.4)))
        .containsExactly(
            "0.3 of [1, 6, 2, 1, 1] by [1, 6, 2, 1, 1]",
            "0.4 of [1, 2, 32, 16, 16] by [1, 2, 32, 16, 16]");
  }

  @Test
  void theVNetDropsChannelsInTheSamePlaces() {
    assertThat(drops(network(new VNetProvider(), 0.5, 0.2)))
        .containsExactly(
            "0.5 of [1, 6, 2, 1, 1] by [1, 6, 1, 1, 1]",
            "0.2 of [1, 2, 32, 16, 16] by [1, 2, 1, 1, 1]");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void volumesThatItCannotDivideAreRefused(NetworkProvider<VolumeSettings> provider) {
    SegmentationNetwork network = network(provider, 0, 0);
    create(network);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run(
                    OutputTensors.of(network),
                    Compilation.inference(),
                    HostTensor.zeros(DType.F32, Shape.of(1, 2, 16, 16, 24))))
        .withMessage("images [1, 2, 16, 16, 24]: spatial sizes must be multiples of 16");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void otherNumbersOfLevelsOrRatesAreRefused(NetworkProvider<VolumeSettings> provider) {
    ImageSpec image = new ImageSpec(1, 2, List.of(16, 16, 16));

    assertThatThrownBy(
            () -> provider.create(new VolumeSettings(List.of(4, 8), List.of(0.1, 0.1)), image))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "network.channels: [4, 8] do not make the five levels of %s; give five numbers of at least 1, shallow to deep."
                .formatted(provider.name()));
    assertThatThrownBy(() -> provider.create(new VolumeSettings(WIDTHS, List.of(0.1, 1.0)), image))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "network.dropout: [0.1, 1.0] are not the two rates of %s; give one for the centre and one for the last layer, each at least 0 and below 1."
                .formatted(provider.name()));
  }

  private List<String> drops(SegmentationNetwork network) {
    create(network);
    List<String> drops = new ArrayList<>();
    run(
        (scope, in) ->
            Map.of("logits", network.apply(new RecordingScope(scope, drops), in.get("x")).logits()),
        Compilation.forward());
    return drops;
  }

  private static SegmentationNetwork network(
      NetworkProvider<VolumeSettings> provider, double centre, double last) {
    return provider.create(
        new VolumeSettings(WIDTHS, List.of(centre, last)),
        new ImageSpec(2, CLASSES, List.of(32, 16, 16)));
  }

  private void create(SegmentationNetwork network) {
    for (VariableSpec spec : network.variables()) {
      HostTensor value =
          spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name()));
      engine.variables().create(spec, value);
    }
  }

  private Map<String, HostTensor> run(Program program, Compilation compilation) {
    var random = KEY.child("images").generator();
    return run(program, compilation, HostTensor.fill(DType.F32, IMAGES, i -> random.nextDouble()));
  }

  private Map<String, HostTensor> run(Program program, Compilation compilation, HostTensor images) {
    try (var compiled = engine.compile(program, compilation)) {
      return compiled.run(Map.of("x", images), KEY);
    }
  }
}
