package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpolationConsistencyTest {
  private static final UnsupervisedConfig CONFIG = new UnsupervisedConfig(3, 0, 0.99, 0.2);

  private final InterpolationConsistency method =
      new InterpolationConsistency(new LinearNetwork(), CONFIG, 100);

  @Test
  void theStudentsViewOfTheMixIsHeldAgainstTheMixOfTheTeachersViews() {
    Map<String, HostTensor> inputs = new HashMap<>(SmallTraining.batch());
    method.stepInputs().fill(2, RandomKey.of(5).child(2), inputs);
    double factor = inputs.get(MixFactors.NAME).item();
    try (SmallTraining training = new SmallTraining(method)) {
      training.write("teacher.weight", -2);

      Map<String, HostTensor> losses = training.losses(2);

      // the teacher has moved half of the way to the student, whose weight is 1
      double teacher = -0.5;
      double[] images = SmallTraining.pixels(Batch.IMAGE_UNLABELED, x -> x);
      double sum = 0;
      for (int i = 0; i < 6; i++) {
        double mixed = (1 - factor) * images[i] + factor * images[6 + i];
        double target =
            (1 - factor) * sigmoid(teacher * images[i]) + factor * sigmoid(teacher * images[6 + i]);
        sum += Math.pow(sigmoid(mixed) - target, 2);
      }
      assertThat(factor).isBetween(0.0, 1.0);
      assertThat(losses.get("consis").item()).isCloseTo(sum / 6, within(1e-6));
      assertThat(losses.get("loss").item())
          .isCloseTo(
              (losses.get("ce").item() + losses.get("dice").item()) / 2
                  + 3 * losses.get("consis").item(),
              within(1e-6));
    }
  }

  @Test
  void everyPairHasItsOwnFactorFromABetaDistribution() {
    HostTensor factors = factors(RandomKey.of(3));

    assertThat(factors.shape()).isEqualTo(Shape.of(10_000, 1, 1, 1));
    double[] values = factors.toDoubles();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(0.02));
    // of Beta(α, α): 1 / (4 (2α + 1))
    assertThat(variance).isCloseTo(1 / (4 * 1.4), within(0.01));
    assertThat(factors(RandomKey.of(3)).toDoubles()).isEqualTo(values);
  }

  @Test
  void theTeacherGetsNoGradientAndIsPassedTwice() {
    try (SmallTraining training = new SmallTraining(method)) {
      assertThat(training.gradients(3))
          .containsKey("grad/weight")
          .doesNotContainKey("grad/teacher.weight");
    }
    Method normalised = new InterpolationConsistency(new NormalisedNetwork(), CONFIG, 100);
    StepTrace steps = normalised.trace(SmallTraining.batch());
    assertThat(steps.passes("teacher.a.num_batches_tracked", 7, 8)).isEqualTo(2);
  }

  private static HostTensor factors(RandomKey key) {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_UNLABELED, HostTensor.zeros(DType.F32, Shape.of(20_000, 1, 1, 1)));
    new MixFactors(0.2).fill(0, key, inputs);
    return inputs.get(MixFactors.NAME);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
