package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UncertaintyAwareMeanTeacherTest {
  private static final double LN2 = Math.log(2);
  private static final UnsupervisedConfig CONFIG = new UnsupervisedConfig(3, 0, 0.99, 0.2);

  private final UncertaintyAwareMeanTeacher method =
      new UncertaintyAwareMeanTeacher(new LinearNetwork(), CONFIG, 100);

  @Test
  void theThresholdGrowsFromThreeQuartersToAllOfTheLargestEntropy() {
    assertThat(method.thresholdAt(0)).isCloseTo((0.75 + 0.25 * Math.exp(-5)) * LN2, within(1e-12));
    assertThat(method.thresholdAt(50))
        .isCloseTo((0.75 + 0.25 * Math.exp(-1.25)) * LN2, within(1e-12));
    assertThat(method.thresholdAt(100)).isCloseTo(LN2, within(1e-12));
  }

  @Test
  void onlySurePixelsCount() {
    // squares of 0.25 in both classes of the first pixel, of 0.5 in both of the second
    assertThat(consistency(0.1f, 0.9f)).isCloseTo(2 * 0.25 * 0.25 / 2, within(1e-6));
    assertThat(consistency(0.9f, 0.1f)).isCloseTo(2 * 0.5 * 0.5 / 2, within(1e-6));
    assertThat(consistency(0.1f, 0.2f))
        .isCloseTo((2 * 0.25 * 0.25 + 2 * 0.5 * 0.5) / 4, within(1e-6));
    assertThat(consistency(0.9f, 0.8f)).isZero();
  }

  @Test
  void theUncertaintyIsTheEntropyOfTheMeanOfEightNoisyPasses() {
    // half-way a pixel is sure or not by the noise of its own passes, for one weight or another
    passes(50, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 3.75, 4);
    passes(99, 1, 6);
  }

  private void passes(int last, double... weights) {
    Map<String, HostTensor> inputs = new HashMap<>(SmallTraining.batch());
    method.stepInputs().fill(last, RandomKey.of(5).child(last), inputs);
    double[] images = inputs.get(Batch.IMAGE_UNLABELED).toDoubles();
    double[] noise = inputs.get("teacher_noise").toDoubles();
    int n = images.length;
    assertThat(noise).hasSize(9 * n);
    for (double teacher : weights) {
      try (SmallTraining training = new SmallTraining(method)) {
        // what the step makes of it is the weight itself: the student's is the same
        training.write("teacher.weight", teacher);
        training.write("weight", teacher);
        double sum = 0;
        int sure = 0;
        for (int i = 0; i < n; i++) {
          double mean = 0;
          for (int pass = 1; pass <= 8; pass++) {
            mean += sigmoid(teacher * (images[i] + noise[pass * n + i])) / 8;
          }
          double entropy = -mean * Math.log(mean + 1e-6) - (1 - mean) * Math.log(1 - mean + 1e-6);
          if (entropy < method.thresholdAt(last)) {
            double target = sigmoid(teacher * (images[i] + noise[i]));
            sum += 2 * Math.pow(sigmoid(teacher * images[i]) - target, 2);
            sure++;
          }
        }

        assertThat(training.losses(last).get("consis").item())
            .isCloseTo(sum / (2 * sure), within(1e-6));
      }
    }
  }

  @Test
  void theTeacherIsPassedFiveTimes() {
    Method normalised = new UncertaintyAwareMeanTeacher(new NormalisedNetwork(), CONFIG, 100);
    StepTrace steps = normalised.trace(SmallTraining.batch());

    assertThat(steps.passes("teacher.a.num_batches_tracked", 0, 1)).isEqualTo(5);
    assertThat(steps.passes("a.num_batches_tracked", 0, 1)).isEqualTo(1);
  }

  @Test
  void theTeacherGetsNoGradient() {
    try (SmallTraining training = new SmallTraining(method)) {
      assertThat(training.gradients(3))
          .containsKey("grad/weight")
          .doesNotContainKey("grad/teacher.weight");
    }
  }

  /** Between (0.75, 0.25) and (0.5, 0.5) on one pixel, (0.75, 0.25) and (0.25, 0.75) on another. */
  private static double consistency(float first, float second) {
    float three = (float) Math.log(3);
    Map<String, HostTensor> inputs =
        Map.of(
            "student", HostTensor.of(Shape.of(1, 2, 1, 2), three, three, 0f, 0f),
            "teacher", HostTensor.of(Shape.of(1, 2, 1, 2), 0f, 0f, 0f, three),
            "uncertainty", HostTensor.of(Shape.of(1, 1, 1, 2), first, second),
            "threshold", HostTensor.scalar(0.5));
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        var program =
            engine.compile(
                (scope, in) ->
                    Map.of(
                        "loss",
                        UncertaintyAwareMeanTeacher.consistency(
                            scope.ops(),
                            in.get("student"),
                            in.get("teacher"),
                            in.get("uncertainty"),
                            in.get("threshold"))),
                Compilation.inference())) {
      return program.run(inputs, RandomKey.of(1)).get("loss").item();
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
