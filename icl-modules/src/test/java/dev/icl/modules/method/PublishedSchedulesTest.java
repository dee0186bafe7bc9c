package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Program;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The schedules, teachers and masks of the published programs, by their numbers. */
class PublishedSchedulesTest extends PublishedNumbers {
  @Test
  void uncertainty() {
    Map<String, HostTensor> found =
        run(
            (scope, in) -> Map.of("map", Entropy.of(scope.ops(), in.get("probabilities"))),
            Compilation.inference(),
            Map.of("probabilities", floats("uamt2d/mean_probs")));

    same(found.get("map"), values("uamt2d/uncertainty"));
  }

  @Test
  void theBoxOfBidirectionalCopyPaste() {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, zeros(2, 1, 12, 15));
    new PasteMask(CopyPasteConfig.defaults().ratio()).fill(0, RandomKey.of(1), inputs);

    double[] box = values("bcp2d/box");
    double outside = Arrays.stream(inputs.get(PasteMask.NAME).toDoubles()).sum();
    assertThat(12 * 15 - outside).isEqualTo(box[2] * box[3]);
  }

  @Test
  void theBaselinesHaveTheLabelledPartOfTheLoss() {
    Shape two = shape("cps2d/in/logits1").with(0, 2);
    StoredLogits network = new StoredLogits(4).with("logits", two).pass("logits");
    create(network.variables());
    write("logits", tensor(DType.F32, two, values("cps2d/in/logits1")));
    Map<String, HostTensor> inputs =
        Map.of(
            Batch.IMAGE_LABELED, zeros(2, 1, 7, 6),
            Batch.LABEL_LABELED, labels("cps2d/in/label"));

    Program sum = new Supervised(network).trainingProgram();
    Program mean = new Supervised(network, Supervised.Loss.MEAN).trainingProgram();

    same(gradients(sum, inputs).get("loss"), 2 * value("cps2d/sup1"));
    same(gradients(mean, inputs).get("loss"), value("cps2d/sup1"));
  }

  @Test
  void theTeacherFollowsItsStudent() {
    Teacher teacher = new Teacher(new StoredLogits(2).with("weights", Shape.of(7)));
    create(teacher.besides(teacher.network().variables()));
    write("teacher.weights", floats("ema/in/teacher_start"));
    double[] steps = values("ema/global_step");
    for (int i = 0; i < steps.length; i++) {
      // theirs follows at the end of a step, ours at the beginning of the next
      double decay = Teacher.decayAt((int) steps[i] + 1, 0.99);
      assertThat(decay).isCloseTo(values("ema/alpha")[i], within(1e-12));
      double[] student = Arrays.copyOfRange(values("ema/in/student"), 7 * i, 7 * i + 7);
      write("weights", tensor(DType.F32, Shape.of(7), student));

      follow(teacher, decay, false);

      double[] after = Arrays.copyOfRange(values("ema/teacher_after"), 7 * i, 7 * i + 7);
      same(engine.variables().read("teacher.weights"), after);
    }
  }

  @Test
  void theTeacherOfBidirectionalCopyPasteFollowsFromTheStart() {
    Teacher teacher = new Teacher(new StoredLogits(2).with("weights", Shape.of(5)));
    create(teacher.besides(teacher.network().variables()));
    write("weights", floats("bcp_ema/in/student"));
    write("teacher.weights", floats("bcp_ema/in/teacher"));

    follow(teacher, UnsupervisedConfig.defaults().emaDecay(), true);

    same(engine.variables().read("teacher.weights"), values("bcp_ema/teacher_after"));
  }

  @Test
  void ramps() {
    double[] current = values("ramps/current");
    for (int i = 0; i < current.length; i++) {
      for (int length : new int[] {40, 200, 30_000}) {
        assertThat(RampUp.sigmoid(current[i] / length))
            .as("%s of %d", current[i], length)
            .isCloseTo(values("ramps/sigmoid_" + length)[i], within(1e-12));
      }
      assertThat(new RampUp(1, 0).at((int) current[i])).isEqualTo(values("ramps/sigmoid_0")[i]);
    }
    RampUp published = RampUp.of(UnsupervisedConfig.defaults(), ITERATIONS);
    double[] iterations = values("ramps/weight_iter");
    for (int i = 0; i < iterations.length; i++) {
      assertThat(published.at((int) iterations[i]))
          .isCloseTo(values("ramps/weight")[i], within(1e-12));
    }
    assertThat(iterations).isNotEmpty();
  }

  private void follow(Teacher teacher, double decay, boolean statistics) {
    run(
        (scope, in) -> {
          if (statistics) {
            teacher.followWithStatistics(scope, in.get("decay"));
          } else {
            teacher.follow(scope, in.get("decay"));
          }
          return Map.of();
        },
        Compilation.forward(),
        Map.of("decay", HostTensor.scalar(decay)));
  }
}
