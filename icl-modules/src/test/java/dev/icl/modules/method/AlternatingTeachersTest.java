package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two unlabelled images of 2×2 pixels and networks of one weight: 1 for the student and the first
 * teacher, 2 for the second.
 */
class AlternatingTeachersTest {
  private static final double[] WEAK = {4, -4, 1, 0.1, -4, 4, -4, 4};
  private static final double[] STRONG = {2, 0, 1, -1, 1, 1, -2, 3};

  private final AlternatingTeachers method =
      new AlternatingTeachers(
          new LinearNetwork(),
          new AlternatingSettings(
              SupervisedSettings.defaults(),
              new UnsupervisedConfig(2, 0.25, 0.99, 4),
              new HardLabelConfig(0.95),
              50),
          30_000);
  private final ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void inTheFirstTeachersTurnTheStudentLearnsOnTheStrongView() {
    create(0);
    Map<String, HostTensor> losses = run(inputs(1));

    // σ(4) and σ(8) are sure, σ(1) with σ(2) and σ(0.1) with σ(0.2) are not: labels 0 1 . . 1 0 1 0
    assertThat(losses.get("strong").item()).isCloseTo(0.1797310, within(1e-6));
    assertThat(losses.get("loss").item())
        .isCloseTo(
            (losses.get("ce").item() + losses.get("dice").item()) / 2
                + 3 * losses.get("strong").item(),
            within(1e-6));
  }

  @Test
  void inTheSecondTeachersTurnWeakViewsAndLabelsAreCutAlike() {
    create(1);

    // the third pixel of the first image, −4, and its label come from the second
    assertThat(run(inputs(1)).get("strong").item()).isCloseTo(0.00033618, within(1e-7));
  }

  @Test
  void onlyTheTeacherInItsTurnFollowsAndPassesAsInTraining() {
    create(0);
    run(inputs(0.5));

    assertThat(read("teacher1.weight")).isCloseTo(1, within(1e-6));
    assertThat(read("teacher2.weight")).isEqualTo(2);
    // the mean of the weak views, 0.1375, was seen in training
    assertThat(read("teacher1.seen_mean")).isCloseTo(mean(WEAK), within(1e-6));
    assertThat(read("teacher2.seen_mean")).isEqualTo(1);
  }

  @Test
  void theOtherTeacherFollowsInItsTurn() {
    create(1);
    run(inputs(0.5));

    assertThat(read("teacher1.weight")).isEqualTo(1);
    assertThat(read("teacher2.weight")).isCloseTo(1.5, within(1e-6));
    assertThat(read("teacher1.seen_mean")).isEqualTo(1);
    assertThat(read("teacher2.seen_mean")).isCloseTo(mean(WEAK), within(1e-6));
  }

  @Test
  void aTurnEndsWithTheDrawAndTheFollowerIsTheOneWhoseTurnEnded() {
    create(0);
    Map<String, HostTensor> inputs = inputs(0.5);
    inputs.put("turn_draw", HostTensor.scalar(0));
    run(inputs);

    assertThat(read("turn.second")).isEqualTo(1);
    assertThat(read("turn.steps")).isZero();
    assertThat(read("teacher2.weight")).isEqualTo(2);
    assertThat(read("teacher2.seen_mean")).isCloseTo(mean(WEAK), within(1e-6));
  }

  @Test
  void turnsAreOneToTheLongestStepsEachAsLikely() {
    TwoTeachers teachers = new TwoTeachers(new LinearNetwork(), 4);
    int[] lengths = new int[5];
    try (ReferenceEngine other = new ReferenceEngine(EngineOptions.defaults())) {
      for (VariableSpec spec : teachers.variables()) {
        other.variables().create(spec, HostTensor.zeros(spec.dtype(), spec.shape()));
      }
      for (VariableSpec spec : new LinearNetwork().variables()) {
        other.variables().create(spec, HostTensor.zeros(spec.dtype(), spec.shape()));
      }
      StepInputs inputs = teachers.inputs(0.99);
      try (CompiledProgram program =
          other.compile(
              (scope, given) -> {
                teachers.begin(scope, given);
                return Map.of();
              },
              Compilation.forward())) {
        double turn = 0;
        int length = 0;
        for (int step = 0; step < 1000; step++) {
          Map<String, HostTensor> given = new HashMap<>();
          inputs.fill(step, RandomKey.of(3).child(step), given);
          inputs.fillShared(step, RandomKey.of(3).child(step), given);
          program.run(given, RandomKey.of(3).child(step));
          double now = other.variables().read("turn.second").item();
          if (now != turn) {
            lengths[length]++;
            length = 0;
            turn = now;
          }
          length++;
        }
      }
    }
    // about 400 turns of 2.5 steps: 100 of each length, five deviations around it
    assertThat(lengths[0]).isZero();
    for (int length = 1; length <= 4; length++) {
      assertThat(lengths[length]).as("turns of %d", length).isBetween(57, 143);
    }
  }

  @Test
  void decayAndWeightAreThoseOfTheProgram() {
    TwoTeachers teachers = new TwoTeachers(new LinearNetwork(), 50);

    assertThat(teachers.decayAt(0, 0.99)).isEqualTo(1);
    // step // 2 below 50: the teacher is the student
    assertThat(teachers.decayAt(1, 0.99)).isZero();
    assertThat(teachers.decayAt(100, 0.99)).isZero();
    // then 1 − 1 / (step // 2 − 50 + 1) after step 102
    assertThat(teachers.decayAt(103, 0.99)).isEqualTo(0.5);
    assertThat(teachers.decayAt(1000, 0.99)).isEqualTo(0.99);

    Map<String, HostTensor> inputs = inputs(0.5);
    method.stepInputs().fill(3000, RandomKey.of(1), inputs);
    // 2 · e^(−5 (1 − 20/50)²)
    assertThat(inputs.get(RampUp.WEIGHT).item()).isCloseTo(2 * Math.exp(-1.8), within(1e-6));
    method.stepInputs().fill(3149, RandomKey.of(1), inputs);
    assertThat(inputs.get(RampUp.WEIGHT).item()).isCloseTo(2 * Math.exp(-1.8), within(1e-6));
    method.stepInputs().fill(7500, RandomKey.of(1), inputs);
    assertThat(inputs.get(RampUp.WEIGHT).item()).isEqualTo(2);
  }

  @Test
  void bothTeachersAreKeptWhereTheTeacherIs() {
    AlternatingSettings defaults = AlternatingSettings.defaults();
    Method keeping =
        new AlternatingTeachers(
            new LinearNetwork(),
            new AlternatingSettings(
                defaults.supervised(),
                new UnsupervisedConfig(2, 0.25, 0.99, 4, KeptCopy.TEACHER),
                defaults.labels(),
                50),
            100);

    assertThat(keeping.kept().prefixes()).containsExactly("teacher1.", "teacher2.");
    assertThat(method.kept().prefixes()).containsExactly("");
  }

  @Test
  void teachersAreNoParameters() {
    assertThat(method.variables())
        .filteredOn(spec -> spec.name().startsWith("t"))
        .hasSize(6)
        .allMatch(spec -> spec.kind() == VariableKind.BUFFER);
  }

  /** The state with one teacher's turn, which neither ends in a step whose draw is close to 1. */
  private void create(double turn) {
    for (VariableSpec spec : method.variables()) {
      double value =
          switch (spec.name()) {
            case "teacher2.weight" -> 2;
            case "turn.second" -> turn;
            case "turn.steps" -> 0;
            default -> 1;
          };
      engine.variables().create(spec, HostTensor.fill(DType.F32, spec.shape(), i -> value));
    }
  }

  private double read(String name) {
    return engine.variables().read(name).item();
  }

  private Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
    try (CompiledProgram program =
        engine.compile(method.trainingProgram(), Compilation.forward())) {
      return program.run(inputs, RandomKey.of(1));
    }
  }

  private static Map<String, HostTensor> inputs(double decay) {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, images(2, 1, -1, 2, 0.5));
    inputs.put(Batch.LABEL_LABELED, HostTensor.of(Shape.of(1, 2, 2), 0L, 1L, 1L, 0L));
    inputs.put(Batch.IMAGE_UNLABELED, images(2, WEAK));
    inputs.put("image_unlabeled_strong", images(2, STRONG));
    inputs.put("mix_order", HostTensor.of(Shape.of(2), 1L, 0L));
    inputs.put("mix_boxes", images(2, 1, 1, 0, 1, 1, 1, 1, 1));
    inputs.put(RampUp.WEIGHT, HostTensor.scalar(3));
    inputs.put(Teacher.DECAY, HostTensor.scalar(decay));
    inputs.put("turn_draw", HostTensor.scalar(0.99));
    return inputs;
  }

  private static HostTensor images(int width, double... pixels) {
    Shape shape = Shape.of(pixels.length / (2 * width), 1, 2, width);
    return HostTensor.fill(DType.F32, shape, i -> pixels[(int) i]);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
