package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Compilation;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwiceDecodedTest {
  @ParameterizedTest
  @CsvSource({"unet2d, 2", "unet3d, 3", "vnet, 3", "unet, 2", "unet, 3"})
  void everyNetworkDecodesBothHalves(String name, int rank) {
    SegmentationNetwork network = network(name, rank);
    Shape spatial = Shape.of(Collections.nCopies(rank, 32).stream().mapToInt(i -> i).toArray());

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
                Map.of(
                    "image",
                    CostModel.Input.f32(Shape.of(2, 1).append(spatial.toArray()).toArray())),
                Compilation.forward())
            .outputs();

    assertThat(outputs.get("logits")).isEqualTo(Shape.of(4, 3).append(spatial.toArray()));
    List<FeatureLevel> levels = network.features();
    for (int i = 0; i < levels.size(); i++) {
      assertThat(outputs.get("feature " + i).dim(0)).isEqualTo(4);
      assertThat(outputs.get("feature " + i).dim(1)).isEqualTo(levels.get(i).channels());
    }
  }

  private static SegmentationNetwork network(String name, int rank) {
    NetworkProvider<?> provider = Networks.installed().select(name);
    ImageSpec image = new ImageSpec(1, 3, Collections.nCopies(rank, 32));
    return Networks.create(Networks.resolved(NamedSettings.of(provider), image), image);
  }
}
