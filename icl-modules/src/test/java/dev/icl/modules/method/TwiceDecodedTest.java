package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2d;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwiceDecodedTest {
  @ParameterizedTest
  @CsvSource({
    "unet2d, 2, 32",
    "unet3d, 3, 32",
    "vnet, 3, 32",
    "unet, 2, 32",
    "unet, 3, 32",
    "swinunet2d, 2, 224",
    "swinunetr3d, 3, 64"
  })
  void everyNetworkDecodesBothHalves(String name, int rank, int edge) {
    SegmentationNetwork network = network(name, rank, edge);
    Shape spatial = Shape.of(Collections.nCopies(rank, edge).stream().mapToInt(i -> i).toArray());

    Map<String, Shape> outputs =
        new CostModel()
            .measure(
                (scope, inputs) -> {
                  NetworkOutput output = TwiceDecoded.apply(scope, network, inputs.get("image"));
                  Map<String, Tensor> named = new LinkedHashMap<>();
                  named.put("logits", output.logits());
                  for (int i = 0; i < output.features().size(); i++) {
                    named.put("feature " + i, output.features().get(i));
                  }
                  return named;
                },
                network.variables(),
                Map.of("image", CostModel.Input.f32(Shape.of(2, 1).append(spatial).toArray())),
                Compilation.forward())
            .outputs();

    assertThat(outputs.get("logits")).isEqualTo(Shape.of(4, 3).append(spatial));
    for (int i = 0; i < network.features().size(); i++) {
      assertThat(outputs.get("feature " + i).dim(0)).isEqualTo(4);
    }
  }

  /** At test time nothing is dropped, and running statistics know nothing of the other half. */
  @Test
  void bothHalvesAreThePlainPassWhereNothingIsDropped() {
    SegmentationNetwork network = new UNet2d(1, 3, List.of(2, 3, 4), List.of(0.0, 0.0, 0.0));
    Map<String, HostTensor> found;
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      RandomKey key = RandomKey.of(8);
      for (VariableSpec spec : network.variables()) {
        engine
            .variables()
            .create(
                spec,
                spec.initializer().create(spec.dtype(), spec.shape(), key.child(spec.name())));
      }
      try (CompiledProgram program =
          engine.compile(
              (scope, inputs) ->
                  Map.of(
                      "plain", network.apply(scope, inputs.get("images")).logits(),
                      "twice", TwiceDecoded.apply(scope, network, inputs.get("images")).logits()),
              Compilation.inference())) {
        HostTensor images = HostTensor.fill(DType.F32, Shape.of(2, 1, 8, 8), i -> Math.sin(i));
        found = program.run(Map.of("images", images), key);
      }
    }

    float[] plain = found.get("plain").toFloats();
    float[] twice = found.get("twice").toFloats();
    assertThat(Arrays.copyOf(twice, plain.length)).containsExactly(plain, within(1e-6f));
    assertThat(Arrays.copyOfRange(twice, plain.length, 2 * plain.length))
        .containsExactly(plain, within(1e-6f));
  }

  private static SegmentationNetwork network(String name, int rank, int edge) {
    NetworkProvider<?> provider = Networks.installed().select(name);
    ImageSpec image = new ImageSpec(1, 3, Collections.nCopies(rank, edge));
    return Networks.create(Networks.resolved(NamedSettings.of(provider), image), image);
  }
}
