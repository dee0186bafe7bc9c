package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two images of one pixel and two classes: the first is of class 0 with 3/4, the second with 5/8.
 */
class HardLabelsTest {
  private static final double[] PROBABILITIES = {0.75, 0.25, 0.625, 0.375};
  private static final double SURE = 1 / (1 + Math.exp(-1));

  @Test
  void aLabelAtTheThresholdCounts() {
    // class 0: the one pixel; class 1: nothing but what is taught wrongly
    double zero = (2 * SURE + 1e-5) / (SURE * SURE + 1 + 1e-5);
    double one = 1e-5 / ((1 - SURE) * (1 - SURE) + 1e-5);

    assertThat(dice(0.75)).isCloseTo(1 - (zero + one) / 2, within(1e-6));
  }

  @Test
  void aLabelBelowItDoesNot() {
    assertThat(dice(Math.nextUp(0.75f))).isZero();
  }

  @Test
  void sumsGoOverAllImages() {
    double zero = (4 * SURE + 1e-5) / (2 * SURE * SURE + 2 + 1e-5);
    double one = 1e-5 / (2 * (1 - SURE) * (1 - SURE) + 1e-5);

    assertThat(dice(0.625)).isCloseTo(1 - (zero + one) / 2, within(1e-6));
  }

  /** The loss of scores 1 and 0 for both images. */
  private static double dice(double threshold) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram program =
            engine.compile(
                (scope, inputs) ->
                    Map.of(
                        "dice",
                        HardLabels.of(scope.ops(), inputs.get("probabilities"))
                            .dice(scope.ops(), inputs.get("scores"), threshold)),
                Compilation.forward())) {
      Shape shape = Shape.of(2, 2, 1, 1);
      Map<String, HostTensor> inputs =
          Map.of(
              "probabilities", HostTensor.fill(DType.F32, shape, i -> PROBABILITIES[(int) i]),
              "scores", HostTensor.fill(DType.F32, shape, i -> i % 2 == 0 ? 1 : 0));
      return program.run(inputs, RandomKey.of(1)).get("dice").item();
    }
  }
}
