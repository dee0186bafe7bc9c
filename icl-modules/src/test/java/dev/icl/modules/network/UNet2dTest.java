package dev.icl.modules.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UNet2dTest {
  private static final RandomKey KEY = RandomKey.of(5);
  private static final Shape IMAGES = Shape.of(2, 1, 8, 8);

  private final ReferenceEngine engine =
      new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE));

  @AfterEach
  void close() {
    engine.close();
  }

  /** The block written out, with the mask given to it. */
  @Test
  void aBlockDropsValuesBetweenItsConvolutions() {
    double rate = 0.4;
    ConvBlock block = new ConvBlock("b", 2, 1, 3, rate);
    create(block.variables());
    Shape features = Shape.of(2, 3, 8, 8);
    HostTensor mask = PortableMasks.draw(KEY, 0, rate, features);

    Map<String, HostTensor> out =
        run(
            (scope, in) -> {
              Ops ops = scope.ops();
              Tensor first = half(scope, in.get("x"), 0);
              Tensor written = half(scope, ops.mul(first, in.get("mask")), 4);
              return Map.of("written", written, "block", block.apply(scope, in.get("x")));
            },
            Map.of("x", images(), "mask", mask),
            Compilation.forward());

    assertThat(out.get("block").toDoubles())
        .containsExactly(out.get("written").toDoubles(), within(1e-6));
  }

  @Test
  void everyLevelOfTheEncoderHasItsOwnRateAndTheDecoderNone() {
    UNet2d network = new UNet2d(1, 2, List.of(2, 3, 4), List.of(0.05, 0.1, 0.2));
    create(network.variables());
    List<String> drops = new ArrayList<>();

    run(
        (scope, in) ->
            Map.of("logits", network.apply(new RecordingScope(scope, drops), in.get("x")).logits()),
        Map.of("x", images()),
        Compilation.forward());

    assertThat(drops)
        .containsExactly(
            "0.05 of [2, 2, 8, 8] by [2, 2, 8, 8]",
            "0.1 of [2, 3, 4, 4] by [2, 3, 4, 4]",
            "0.2 of [2, 4, 2, 2] by [2, 4, 2, 2]",
            "0.0 of [2, 3, 4, 4] by [2, 3, 4, 4]",
            "0.0 of [2, 2, 8, 8] by [2, 2, 8, 8]");
  }

  @Test
  void predictionsAreWithoutDropout() {
    UNet2d dropping = new UNet2d(1, 2, List.of(2, 3), List.of(0.5, 0.5));
    UNet2d keeping = new UNet2d(1, 2, List.of(2, 3), List.of(0.0, 0.0));
    create(dropping.variables());

    assertThat(logits(dropping, Compilation.inference()))
        .isEqualTo(logits(keeping, Compilation.inference()));
    assertThat(logits(dropping, Compilation.forward()))
        .isNotEqualTo(logits(keeping, Compilation.forward()));
  }

  private double[] logits(UNet2d network, Compilation compilation) {
    return run(
            (scope, in) -> Map.of("logits", network.apply(scope, in.get("x")).logits()),
            Map.of("x", images()),
            compilation)
        .get("logits")
        .toDoubles();
  }

  /** Convolution, batch norm and leaky ReLU. */
  private static Tensor half(Scope scope, Tensor x, int place) {
    Ops ops = scope.ops();
    String conv = "b.conv_conv." + place;
    String norm = "b.conv_conv." + (place + 1);
    Tensor convolved =
        ops.conv(
            x,
            scope.variable(conv + ".weight"),
            scope.variable(conv + ".bias"),
            ConvSpec.same(3, 3));
    Tensor normalized =
        ops.batchNorm(
                convolved,
                scope.variable(norm + ".weight"),
                scope.variable(norm + ".bias"),
                scope.variable(norm + ".running_mean"),
                scope.variable(norm + ".running_var"),
                true,
                0.1,
                1e-5)
            .output();
    return ops.leakyRelu(normalized, 0.01);
  }

  private void create(List<VariableSpec> specs) {
    for (VariableSpec spec : specs) {
      HostTensor value =
          spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name()));
      engine.variables().create(spec, value);
    }
  }

  private Map<String, HostTensor> run(
      Program program, Map<String, HostTensor> inputs, Compilation compilation) {
    try (var compiled = engine.compile(program, compilation)) {
      return compiled.run(inputs, KEY);
    }
  }

  private static HostTensor images() {
    var random = KEY.child("images").generator();
    return HostTensor.fill(DType.F32, IMAGES, i -> random.nextDouble());
  }
}
