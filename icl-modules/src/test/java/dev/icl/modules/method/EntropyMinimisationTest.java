package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntropyMinimisationTest {
  private final EntropyMinimisation method =
      new EntropyMinimisation(new LinearNetwork(), new UnsupervisedConfig(3, 0, 0.99, 0.2), 100);

  @Test
  void aUniformDistributionHasEntropyOneWhateverTheClasses() {
    assertThat(entropy(HostTensor.zeros(DType.F32, Shape.of(2, 2, 3, 3))))
        .isCloseTo(1, within(1e-5));
    assertThat(entropy(HostTensor.zeros(DType.F32, Shape.of(2, 4, 3, 3))))
        .isCloseTo(1, within(1e-5));
  }

  @Test
  void aSurePredictionHasNone() {
    HostTensor sure = HostTensor.fill(DType.F32, Shape.of(1, 4, 1, 2), i -> i < 2 ? 50 : 0);

    assertThat(entropy(sure)).isCloseTo(0, within(1e-5));
  }

  @Test
  void labelledAndUnlabelledPixelsCountAlike() {
    try (SmallTraining training = new SmallTraining(method)) {
      Map<String, HostTensor> losses = training.losses(0);

      double sum = 0;
      for (String images : new String[] {Batch.IMAGE_LABELED, Batch.IMAGE_UNLABELED}) {
        for (double x : SmallTraining.pixels(images, x -> x)) {
          double p = 1 / (1 + Math.exp(-x));
          sum -= p * Math.log(p + 1e-6) + (1 - p) * Math.log(1 - p + 1e-6);
        }
      }
      assertThat(losses.get("entropy").item()).isCloseTo(sum / 24 / Math.log(2), within(1e-6));
      assertThat(losses.get("loss").item())
          .isCloseTo(
              (losses.get("ce").item() + losses.get("dice").item()) / 2
                  + 3 * losses.get("entropy").item(),
              within(1e-6));
    }
  }

  private static double entropy(HostTensor logits) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        var program =
            engine.compile(
                (scope, in) ->
                    Map.of("entropy", EntropyMinimisation.entropy(scope.ops(), in.get("logits"))),
                Compilation.inference())) {
      return program.run(Map.of("logits", logits), RandomKey.of(1)).get("entropy").item();
    }
  }
}
