package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Parameters;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2d;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrossPseudoSupervisionTest {
  private static final UnsupervisedConfig CONFIG = new UnsupervisedConfig(3, 0, 0.99, 0.2);

  private final CrossPseudoSupervision method =
      new CrossPseudoSupervision(new LinearNetwork(), CONFIG, 20);

  @Test
  void eachNetworkIsHeldAgainstTheOthersLabels() {
    // the first is 0.75 sure of class 0, the second 0.9 of class 1, on both pixels
    HostTensor first = scores(Math.log(3), 0);
    HostTensor second = scores(0, Math.log(9));
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        var program =
            engine.compile(
                (scope, in) ->
                    Map.of(
                        "loss",
                        CrossPseudoSupervision.crossSupervision(
                            scope.ops(), in.get("first"), in.get("second"))),
                Compilation.inference())) {
      double loss =
          program.run(Map.of("first", first, "second", second), RandomKey.of(1)).get("loss").item();

      assertThat(loss).isCloseTo(-Math.log(0.25) - Math.log(0.1), within(1e-6));
    }
  }

  @Test
  void theObjectiveAddsBothNetworksAndTheWeightedPseudoLoss() {
    try (SmallTraining training = new SmallTraining(method)) {
      training.write("second.weight", -2);

      Map<String, HostTensor> losses = training.losses(0);

      double pseudo = 0;
      double[] images = SmallTraining.pixels(Batch.IMAGE_UNLABELED, x -> x);
      for (double x : images) {
        // the first says class 0 as its weight is positive, the second class 1
        pseudo -= Math.log(1 - sigmoid(x)) + Math.log(sigmoid(-2 * x));
      }
      assertThat(losses.get("pse").item()).isCloseTo(pseudo / images.length, within(1e-6));
      assertThat(losses.get("loss").item())
          .isCloseTo(
              (item(losses, "ce") + item(losses, "dice")) / 2
                  + (item(losses, "ce2") + item(losses, "dice2")) / 2
                  + 3 * item(losses, "pse"),
              within(1e-6));
    }
  }

  @Test
  void bothNetworksAreTrained() {
    try (SmallTraining training = new SmallTraining(method)) {
      training.write("second.weight", -2);

      assertThat(training.gradients(0)).containsKeys("grad/weight", "grad/second.weight");
      training.step(0);

      assertThat(training.read("weight")).isNotEqualTo(1);
      assertThat(training.read("second.weight")).isNotEqualTo(-2);
    }
  }

  @Test
  void bothNetworksBeginAsTheBackboneDoesInTwoDimensions() {
    SegmentationNetwork small = new UNet2d(1, 2, List.of(4, 8, 8), List.of(0.0, 0.0, 0.0));
    List<VariableSpec> alone = small.variables();

    List<VariableSpec> all = new CrossPseudoSupervision(small, CONFIG, 20).variables();

    assertThat(all).hasSize(2 * alone.size());
    for (int i = 0; i < alone.size(); i++) {
      VariableSpec second = all.get(alone.size() + i);
      assertThat(second.name()).isEqualTo("second." + alone.get(i).name());
      assertThat(values(all.get(i))).isEqualTo(values(alone.get(i)));
      assertThat(values(second)).isEqualTo(values(alone.get(i)));
    }
  }

  @Test
  void convolutionsBeginKaimingAndXavierNormalInThreeDimensions() {
    SegmentationNetwork volumetric = mock(SegmentationNetwork.class);
    when(volumetric.spatialRank()).thenReturn(3);
    when(volumetric.variables())
        .thenReturn(
            List.of(
                Parameters.of("kernel", Shape.of(64, 64, 3, 3, 3), Initializers.ones()),
                Parameters.of("bias", Shape.of(64), Initializers.zeros())));
    Method method = new CrossPseudoSupervision(volumetric, CONFIG, 20);

    // 64 channels from 64 through 27 taps: 1728 of each
    assertThat(deviation(method, "kernel")).isCloseTo(Math.sqrt(2.0 / 1728), within(2e-4));
    assertThat(deviation(method, "second.kernel")).isCloseTo(Math.sqrt(2.0 / 3456), within(2e-4));
    assertThat(deviation(method, "second.bias")).isZero();
  }

  private static double deviation(Method method, String name) {
    VariableSpec spec =
        method.variables().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    double squares = 0;
    double[] values = values(spec);
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  private static double[] values(VariableSpec spec) {
    return spec.initializer().create(spec.dtype(), spec.shape(), RandomKey.of(3)).toDoubles();
  }

  private static HostTensor scores(double zero, double one) {
    return HostTensor.of(
        Shape.of(1, 2, 1, 2), (float) zero, (float) zero, (float) one, (float) one);
  }

  private static double item(Map<String, HostTensor> losses, String term) {
    return losses.get(term).item();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
