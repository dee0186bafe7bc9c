package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeanTeacherTest {
  private static final String STUDENT = LinearNetwork.WEIGHT;
  private static final String TEACHER = "teacher." + LinearNetwork.WEIGHT;

  private final MeanTeacher method =
      new MeanTeacher(new LinearNetwork(), new UnsupervisedConfig(3, 0, 0.99, 0.2), 20);
  private final SmallTraining training = new SmallTraining(method);

  @AfterEach
  void close() {
    training.close();
  }

  @Test
  void theTeacherIsAtFirstTheAverageOfTheStudentAfterEveryStep() {
    training.write(TEACHER, 5);
    List<Double> students = new ArrayList<>();
    List<Double> teachers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      training.step(t);
      teachers.add(training.read(TEACHER));
      students.add(training.read(STUDENT));
    }

    double one = students.get(0);
    double two = students.get(1);
    double three = students.get(2);
    assertThat(students).doesNotHaveDuplicates();
    assertThat(teachers.get(0)).isEqualTo(5);
    assertThat(teachers.get(1)).isCloseTo(one, within(1e-6));
    assertThat(teachers.get(2)).isCloseTo((one + two) / 2, within(1e-6));
    assertThat(teachers.get(3)).isCloseTo((one + two + three) / 3, within(1e-6));
  }

  @Test
  void laterItKeepsTheDecaysShareOfItself() {
    assertThat(Teacher.decayAt(99, 0.99)).isCloseTo(1 - 1.0 / 99, within(1e-12));
    assertThat(Teacher.decayAt(101, 0.99)).isEqualTo(0.99);
    training.write(TEACHER, 5);

    training.step(1000);

    assertThat(training.read(TEACHER)).isCloseTo(0.99 * 5 + 0.01 * 1, within(1e-6));
  }

  @Test
  void consistencyIsTheSquaredDifferenceToTheTeacherOnNoisyImages() {
    training.write(TEACHER, 2);
    Map<String, HostTensor> noise = new HashMap<>(SmallTraining.batch());
    method.stepInputs().fill(1000, RandomKey.of(5).child(1000), noise);

    Map<String, HostTensor> losses = training.losses(1000);

    double teacher = 0.99 * 2 + 0.01 * 1;
    double[] images = noise.get(Batch.IMAGE_UNLABELED).toDoubles();
    double[] added = noise.get("teacher_noise").toDoubles();
    double sum = 0;
    for (int i = 0; i < images.length; i++) {
      // both classes differ by the same amount
      double difference = sigmoid(images[i]) - sigmoid(teacher * (images[i] + added[i]));
      sum += difference * difference;
    }
    assertThat(losses.get("consis").item()).isCloseTo(sum / images.length, within(1e-6));
    assertThat(losses.get("loss").item())
        .isCloseTo(
            (losses.get("ce").item() + losses.get("dice").item()) / 2
                + 3 * losses.get("consis").item(),
            within(1e-6));
  }

  @Test
  void theTeacherGetsNoGradientAndIsNoParameter() {
    assertThat(training.gradients(1000))
        .containsKey("grad/weight")
        .doesNotContainKey("grad/" + TEACHER);
    assertThat(method.variables())
        .filteredOn(spec -> spec.name().startsWith("teacher."))
        .isNotEmpty()
        .allMatch(spec -> spec.kind() == VariableKind.BUFFER);
  }

  @Test
  void theTeacherKeepsStatisticsOfItsOwn() {
    training.step(0);

    double labeled = mean(SmallTraining.pixels(Batch.IMAGE_LABELED, x -> x));
    double unlabeled = mean(SmallTraining.pixels(Batch.IMAGE_UNLABELED, x -> x));
    assertThat(training.read(LinearNetwork.SEEN))
        .isCloseTo((labeled + unlabeled) / 2, within(1e-6));
    assertThat(training.read("teacher." + LinearNetwork.SEEN))
        .isNotEqualTo(unlabeled)
        .isCloseTo(unlabeled, within(0.2));
  }

  @Test
  void theFirstThirtiethOfTheTrainingIsSupervised() {
    MeanTeacher longer =
        new MeanTeacher(new LinearNetwork(), new UnsupervisedConfig(3, 0, 0.99, 0.2), 30_000);
    Map<String, HostTensor> inputs = new HashMap<>(SmallTraining.batch());

    longer.stepInputs().fill(999, RandomKey.of(1), inputs);
    assertThat(inputs.get(RampUp.WEIGHT).item()).isZero();
    longer.stepInputs().fill(1000, RandomKey.of(1), inputs);
    assertThat(inputs.get(RampUp.WEIGHT).item()).isEqualTo(3);
  }

  @Test
  void noiseIsClippedNormalAndFollowsFromTheKey() {
    double[] once = noise(RandomKey.of(1));

    assertThat(noise(RandomKey.of(1))).isEqualTo(once);
    assertThat(noise(RandomKey.of(2))).isNotEqualTo(once);
    assertThat(Arrays.stream(once).map(Math::abs).max()).hasValue(0.2f);
    // the variance of a normal of deviation 0.1 clipped at two deviations is 0.0092
    double squares = 0;
    for (double x : once) {
      squares += x * x;
    }
    assertThat(mean(once)).isCloseTo(0, within(0.005));
    assertThat(squares / once.length).isCloseTo(0.0092, within(0.0005));
  }

  private static double[] noise(RandomKey key) {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_UNLABELED, HostTensor.zeros(DType.F32, Shape.of(2, 1, 64, 64)));
    new InputNoise("noise", 1).fill(0, key, inputs);
    return inputs.get("noise").toDoubles();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
