package dev.icl.modules.network.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Program;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.OutputTensors;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs of the networks, against the same networks in single operations. */
class UNetOutputsTest extends SmallUNets {
  static Stream<UNetSettings> settings() {
    return Stream.of(PLAIN, RESIDUAL);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void outputsHaveTheSizesItTells(UNetSettings settings) {
    SegmentationNetwork network = create(settings);
    Shape images = images(settings);

    Map<String, HostTensor> out = run(OutputTensors.of(network), Compilation.inference(), images);

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

  @Test
  void volumesThatItCannotDivideAreRefused() {
    SegmentationNetwork network = create(PLAIN);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> run(OutputTensors.of(network), Compilation.inference(), Shape.of(1, 2, 3, 8, 8)))
        .withMessage("images [1, 2, 3, 8, 8]: spatial sizes must be multiples of [2, 4, 4]");
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

  private Map<String, HostTensor> run(Program program, Compilation compilation, Shape images) {
    var random = KEY.child("images").generator();
    HostTensor values = HostTensor.fill(DType.F32, images, i -> random.nextDouble());
    try (var compiled = engine.compile(program, compilation)) {
      return compiled.run(Map.of("x", values), KEY);
    }
  }
}
