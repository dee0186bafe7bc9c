package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.InMemoryGroup;
import dev.icl.core.engine.Compilation;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MicroBatchesTest {
  private static final RandomKey KEY = RandomKey.of(3);
  private static final UnsupervisedConfig CONFIG = new UnsupervisedConfig(3, 0, 0.99, 0.2);

  private static MicroBatches of(int count, StepInputs added) {
    return MicroBatches.of(Compilation.forward().inParts(count), () -> added);
  }

  private static Map<String, HostTensor> batch(int images) {
    HostTensor values = HostTensor.fill(DType.F32, Shape.of(images, 1, 2, 3), i -> i);
    return new HashMap<>(
        Map.of(Batch.IMAGE_LABELED, values, "learning_rate", HostTensor.scalar(0.5)));
  }

  @Test
  void imagesAreDividedInTheirOrderAndScalarsAreShared() {
    List<Map<String, HostTensor>> parts = of(2, StepInputs.NONE).of(0, KEY, batch(4));

    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).get(Batch.IMAGE_LABELED).shape()).isEqualTo(Shape.of(2, 1, 2, 3));
    assertThat(parts.get(0).get(Batch.IMAGE_LABELED).get(11)).isEqualTo(11);
    assertThat(parts.get(1).get(Batch.IMAGE_LABELED).get(0)).isEqualTo(12);
    assertThat(parts).allMatch(part -> part.get("learning_rate").item() == 0.5);
  }

  @Test
  void theOnlyOneIsTheBatchItself() {
    Map<String, HostTensor> batch = batch(4);

    List<Map<String, HostTensor>> parts = of(1, StepInputs.NONE).of(0, KEY, batch);

    assertThat(parts).containsExactly(batch);
  }

  @Test
  void eachDrawsByItselfAndTheFirstAsTheOnlyOneDoes() {
    MicroBatches two =
        MicroBatches.of(Compilation.forward().inParts(2), () -> new InputNoise("noise", 1));
    Map<String, HostTensor> images = new HashMap<>();
    images.put(Batch.IMAGE_UNLABELED, HostTensor.zeros(DType.F32, Shape.of(4, 1, 2, 3)));
    Map<String, HostTensor> alone = new HashMap<>();
    alone.put(Batch.IMAGE_UNLABELED, HostTensor.zeros(DType.F32, Shape.of(2, 1, 2, 3)));
    new InputNoise("noise", 1).fill(0, KEY, alone);

    List<Map<String, HostTensor>> parts = two.of(0, KEY, images);

    assertThat(parts.get(0).get("noise").toFloats()).containsExactly(alone.get("noise").toFloats());
    assertThat(parts.get(1).get("noise").toFloats())
        .isNotEqualTo(parts.get(0).get("noise").toFloats());
  }

  @Test
  void imagesThatCannotBeDividedAreRefused() {
    assertThatThrownBy(() -> of(2, StepInputs.NONE).of(0, KEY, batch(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 images do not make 2 micro-batches");
  }

  @Test
  void aTeacherFollowsOnceAStep() {
    Method method = new MeanTeacher(new LinearNetwork(), CONFIG, 100);
    try (SmallTraining training = new SmallTraining(method).inParts(2)) {
      training.write("teacher.weight", -2);

      training.step(2);

      // half of the way to the student, whose weight was 1
      assertThat(training.read("teacher.weight")).isEqualTo(-0.5);
    }
  }

  /** The network has no batch norm, and cross entropy is a mean over images; Dice is not. */
  @Test
  void theUpdateIsThatOfMeansOverMicroBatches() {
    Method method = new EntropyMinimisation(new LinearNetwork(), CONFIG, 100);
    try (SmallTraining divided = new SmallTraining(method).inParts(2);
        SmallTraining whole = new SmallTraining(method)) {
      double crossEntropy = divided.step(0).get("ce").item();

      assertThat(crossEntropy).isCloseTo(whole.step(0).get("ce").item(), within(1e-6));
    }
  }

  @Test
  void everyMethodOfManyProgramsTakesDividedSteps() {
    Method method =
        new BidirectionalCopyPaste(
            new LinearNetwork(),
            CopyPasteConfig.defaults(),
            UnsupervisedConfig.defaults(),
            4,
            (labels, sizes, classes) -> labels);
    try (SmallTraining training = new SmallTraining(method).ofImages(4).inParts(2)) {
      for (int i = 0; i < 4; i++) {
        assertThat(training.step(i).get("loss").item()).isFinite();
      }
    }
  }

  @Test
  void eachProcessTakesItsOwnAndDrawsAsOneProcessDoesForThem() {
    MicroBatches alone = MicroBatches.of(training(4), () -> new InputNoise("noise", 1));
    List<Map<String, HostTensor>> expected = alone.of(0, KEY, unlabeled());

    List<List<Map<String, HostTensor>>> all =
        InMemoryGroup.run(
            2,
            group ->
                MicroBatches.of(training(2).within(group), () -> new InputNoise("noise", 1))
                    .of(0, KEY, unlabeled()));

    for (int i = 0; i < 4; i++) {
      Map<String, HostTensor> part = all.get(i / 2).get(i % 2);
      for (String name : List.of(Batch.IMAGE_UNLABELED, "noise")) {
        assertThat(part.get(name).toFloats()).containsExactly(expected.get(i).get(name).toFloats());
      }
    }
  }

  @Test
  void whatDecidesAboutTurnsIsOneDrawForAllProcesses() {
    TwoTeachers teachers = new TwoTeachers(new LinearNetwork(), 2);
    double expected =
        MicroBatches.of(training(1), () -> teachers.inputs(0.99).and(StepInputs.NONE))
            .of(0, KEY, unlabeled())
            .get(0)
            .get(TwoTeachers.DRAW)
            .item();

    List<List<Map<String, HostTensor>>> all =
        InMemoryGroup.run(
            2,
            group ->
                MicroBatches.of(
                        training(2).within(group), () -> StepInputs.NONE.and(teachers.inputs(0.99)))
                    .of(0, KEY, unlabeled()));

    assertThat(all)
        .allSatisfy(
            parts ->
                assertThat(parts).allMatch(part -> part.get(TwoTeachers.DRAW).item() == expected));
  }

  private static Compilation training(int parts) {
    return Compilation.training(Method.OBJECTIVE, new Sgd(0, 0)).inParts(parts);
  }

  private static Map<String, HostTensor> unlabeled() {
    return Map.of(Batch.IMAGE_UNLABELED, HostTensor.fill(DType.F32, Shape.of(4, 1, 2, 3), i -> i));
  }

  static Stream<Supplier<Method>> methods() {
    return Stream.of(
        () -> new MeanTeacher(new LinearNetwork(), CONFIG, 100),
        () -> new UncertaintyAwareMeanTeacher(new LinearNetwork(), CONFIG, 100),
        () -> new InterpolationConsistency(new LinearNetwork(), CONFIG, 100),
        () -> new EntropyMinimisation(new LinearNetwork(), CONFIG, 100),
        () ->
            new BidirectionalCopyPaste(
                new LinearNetwork(),
                CopyPasteConfig.defaults(),
                UnsupervisedConfig.defaults(),
                4,
                (labels, sizes, classes) -> labels),
        () -> UniMatch.fixMatch(new LinearNetwork(), FixMatchSettings.defaults(), 100),
        () -> new UniMatch(new LinearNetwork(), sureOfAll(), 100),
        () -> new AlternatingTeachers(new LinearNetwork(), shortTurns(), 100));
  }

  private static UniMatchSettings sureOfAll() {
    return new UniMatchSettings(
        SupervisedSettings.defaults(),
        CONFIG,
        new StrongConfig(new HardLabelConfig(0), Targets.TEACHER, CutMixConfig.defaults()),
        false);
  }

  private static AlternatingSettings shortTurns() {
    return new AlternatingSettings(
        SupervisedSettings.defaults(), CONFIG, new HardLabelConfig(0), 2);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void processesTrainAsOneThatPassesTheirMicroBatches(Supplier<Method> method) {
    List<Double> expected = trained(new SmallTraining(method.get()).inParts(2));

    List<List<Double>> all =
        InMemoryGroup.run(2, group -> trained(new SmallTraining(method.get()).within(group)));

    assertThat(all.get(0)).isEqualTo(all.get(1));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(all.get(0).get(i)).isCloseTo(expected.get(i), within(1e-5));
    }
  }

  /**
   * The loss of each of eight steps, and the weights, turns and counters at the end. What a network
   * sees is each process's own.
   */
  private static List<Double> trained(SmallTraining small) {
    try (SmallTraining training = small.ofImages(4)) {
      List<Double> numbers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        numbers.add(training.step(i).get(Method.OBJECTIVE).item());
      }
      training.variables().stream()
          .filter(name -> !name.endsWith(LinearNetwork.SEEN))
          .forEach(name -> numbers.add(training.read(name)));
      return numbers;
    }
  }
}
