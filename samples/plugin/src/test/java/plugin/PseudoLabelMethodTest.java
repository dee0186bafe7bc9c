package plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The formula against numbers that were worked out by hand: two pixels, two classes. */
class PseudoLabelMethodTest {
  private static final RandomKey KEY = RandomKey.of(1);
  private static final int ITERATIONS = 10;

  private final PseudoLabelMethod method =
      new PseudoLabelMethod(new PixelScores(), new PseudoLabelSettings(0.8, 3), ITERATIONS);

  @Test
  void onlyWhatTheNetworkIsSureOfTeachesTheStrongView() {
    // sure of class 1 with 0.9 and 0.75; the strong view leaves both classes 0.5 and 0.1 to 0.9
    Map<String, HostTensor> losses =
        losses(0, pixels(Math.log(9), Math.log(3)), pixels(0, Math.log(9)));

    assertThat(losses.get("pse").item()).isCloseTo(-Math.log(0.5) / 2, within(1e-6));
  }

  @Test
  void theLabelIsThatOfTheLikelierClass() {
    // sure of class 0 with 0.9, which the strong view gives 0.25
    Map<String, HostTensor> losses = losses(0, pixels(-Math.log(9), 0), pixels(Math.log(3), 7));

    assertThat(losses.get("pse").item()).isCloseTo(-Math.log(0.25) / 2, within(1e-6));
  }

  @Test
  void theWeightGrowsToThatOfTheSettings() {
    HostTensor weak = pixels(Math.log(9), Math.log(9));
    HostTensor strong = pixels(0, 0);

    Map<String, HostTensor> last = losses(ITERATIONS, weak, strong);

    double supervised = (last.get("ce").item() + last.get("dice").item()) / 2;
    assertThat(last.get("loss").item() - supervised).isCloseTo(3 * Math.log(2), within(1e-5));
    Map<String, HostTensor> first = losses(0, weak, strong);
    assertThat(first.get("loss").item() - supervised)
        .isCloseTo(3 * Math.exp(-5) * Math.log(2), within(1e-6));
  }

  private Map<String, HostTensor> losses(int iteration, HostTensor weak, HostTensor strong) {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, pixels(1, -1));
    inputs.put(Batch.LABEL_LABELED, HostTensor.of(Shape.of(1, 1, 2), 1L, 0L));
    inputs.put(Batch.IMAGE_UNLABELED, weak);
    inputs.put("image_unlabeled_strong", strong);
    method.stepInputs().fill(iteration, KEY, inputs);
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram program = engine.compile(method.trainingProgram(), Compilation.forward())) {
      return program.run(inputs, KEY);
    }
  }

  private static HostTensor pixels(double... values) {
    return HostTensor.fill(DType.F32, Shape.of(1, 1, 1, 2), i -> values[(int) i]);
  }
}
