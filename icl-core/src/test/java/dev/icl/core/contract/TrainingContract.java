package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.FORWARD_TOLERANCE;
import static dev.icl.core.contract.Closeness.GRADIENT_TOLERANCE;
import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.vector;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gradients and optimisers. */
interface TrainingContract extends EngineUnderTest {
  @Test
  default void onlyTrainingCompilationsSayTraining() {
    Program program =
        (scope, in) -> Map.of("y", scope.ops().mul(in.get("x"), scope.training() ? 2 : 1));
    Map<String, HostTensor> inputs = Map.of("x", vector(3));
    try (Rig rig = rig()) {
      assertThat(rig.run(program, Compilation.inference(), inputs).get("y").item()).isEqualTo(3);
      assertThat(rig.run(program, Compilation.forward(), inputs).get("y").item()).isEqualTo(6);
    }
  }

  @Test
  default void gradientsAreThoseOfTheParametersTheObjectiveDependsOn() {
    try (Rig rig = Programs.withPerceptron(rig());
        Rig reference = Programs.withPerceptron(EngineUnderTest.reference())) {
      Map<String, HostTensor> inputs = Programs.perceptronInputs();
      Compilation compilation = Compilation.gradients("loss");
      Map<String, HostTensor> actual = rig.run(Programs.perceptron(), compilation, inputs);
      Map<String, HostTensor> expected = reference.run(Programs.perceptron(), compilation, inputs);

      assertThat(actual)
          .containsOnlyKeys("loss", "unused", "grad/l1.weight", "grad/l1.bias", "grad/l2.weight");
      expected.forEach(
          (name, value) -> assertClose(name, actual.get(name), value, GRADIENT_TOLERANCE));
      assertThat(rig.read("l1.weight").toFloats())
          .as("gradients alone change nothing")
          .containsExactly(Values.random("l1", 4, 3).toFloats());
    }
  }

  @Test
  default void buffersHaveNoGradientAndAssignmentPassesNone() {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          scope.assign("b", ops.mul(scope.variable("w"), 3));
          Tensor product = ops.mul(scope.variable("w"), scope.variable("b"));
          return Map.of("loss", ops.sum(product, false));
        };
    try (Rig rig = rig().parameter("w", vector(1, 2)).buffer("b", vector(0, 0))) {
      Map<String, HostTensor> results = rig.run(program, Compilation.gradients("loss"), Map.of());

      assertThat(results).containsOnlyKeys("loss", "grad/w");
      assertThat(results.get("grad/w").toFloats()).containsExactly(3, 6);
    }
  }

  @Test
  default void stopGradientCutsAParameterOff() {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor cut = ops.stopGradient(ops.square(scope.variable("teacher")));
          return Map.of("loss", ops.sum(ops.mul(scope.variable("student"), cut), false));
        };
    try (Rig rig = rig().parameter("teacher", vector(2, 3)).parameter("student", vector(1, 1))) {
      Map<String, HostTensor> results = rig.run(program, Compilation.gradients("loss"), Map.of());
      assertThat(results).containsOnlyKeys("loss", "grad/student");
      assertThat(results.get("grad/student").toFloats()).containsExactly(4, 9);

      rig.run(program, Compilation.training("loss", new Sgd(0.9, 0.1)), withRate(Map.of(), 1));
      assertThat(rig.read("teacher").toFloats()).containsExactly(2, 3);
    }
  }

  @Test
  default void stepsOfSgdFollowTheFormula() {
    double decay = 0.1;
    double momentum = 0.9;
    try (Rig rig = rig().parameter("w", vector(1, -2));
        CompiledProgram step =
            rig.compile(
                Programs.weightedSquares(),
                Compilation.training("loss", new Sgd(momentum, decay)))) {
      double[] w = {1, -2};
      double[] buffer = new double[2];
      double[] x = {0.5, 0.25};
      for (int i = 0; i < 4; i++) {
        double rate = 0.1 / (i + 1);
        Map<String, HostTensor> results = step.run(withRate(Map.of("x", vector(x)), rate), Rig.KEY);
        assertThat(results).containsOnlyKeys("loss");
        assertThat(results.get("loss").item())
            .isCloseTo(w[0] * w[0] * x[0] + w[1] * w[1] * x[1], within(1e-5));
        for (int j = 0; j < 2; j++) {
          buffer[j] = momentum * buffer[j] + 2 * w[j] * x[j] + decay * w[j];
          w[j] -= rate * buffer[j];
        }
        assertThat(rig.read("w").toDoubles()).containsExactly(w, within(1e-5));
        assertThat(rig.read(Optimizer.slotName(Sgd.MOMENTUM_BUFFER, "w")).toDoubles())
            .containsExactly(buffer, within(1e-5));
      }
    }
  }

  @Test
  default void aParameterWithoutGradientIsLeftAloneWeightDecayIncluded() {
    try (Rig rig = Programs.withPerceptron(rig())) {
      Compilation training = Compilation.training("loss", new Sgd(0.9, 0.5));
      rig.run(Programs.perceptron(), training, withRate(Programs.perceptronInputs(), 0.1));

      assertThat(rig.read("unused").toFloats()).containsExactly(1, 2);
      assertThat(rig.engine().variables().contains("optimizer.momentum_buffer.unused")).isFalse();
      assertThat(rig.read("l1.weight").toFloats())
          .isNotEqualTo(Values.random("l1", 4, 3).toFloats());
    }
  }

  @Test
  default void slotsAppearWithTheFirstStep() {
    try (Rig rig = Programs.withPerceptron(rig());
        CompiledProgram step =
            rig.compile(Programs.perceptron(), Compilation.training("loss", new Sgd(0.9, 0)))) {
      step.run(withRate(Programs.perceptronInputs(), 0.1), Rig.KEY);

      List<VariableSpec> slots =
          rig.engine().variables().specs().stream()
              .filter(spec -> spec.kind() == VariableKind.SLOT)
              .toList();
      assertThat(slots)
          .extracting(VariableSpec::name)
          .containsExactlyInAnyOrder(
              "optimizer.momentum_buffer.l1.weight",
              "optimizer.momentum_buffer.l1.bias",
              "optimizer.momentum_buffer.l2.weight");
      assertThat(slots)
          .allSatisfy(
              slot ->
                  assertThat(slot.shape())
                      .isEqualTo(
                          rig.read(slot.name().substring("optimizer.momentum_buffer.".length()))
                              .shape()));
    }
  }

  @Test
  default void restoredSlotsContinueARun() {
    Compilation training = Compilation.training("loss", new Sgd(0.9, 0.01));
    Map<String, HostTensor> inputs = withRate(Map.of("x", vector(0.5, 0.25)), 0.1);
    String slot = Optimizer.slotName(Sgd.MOMENTUM_BUFFER, "w");
    try (Rig whole = rig().parameter("w", vector(1, -2))) {
      HostTensor parameterBetween;
      HostTensor slotBetween;
      try (CompiledProgram step = whole.compile(Programs.weightedSquares(), training)) {
        step.run(inputs, Rig.KEY);
        step.run(inputs, Rig.KEY);
        parameterBetween = whole.read("w");
        slotBetween = whole.read(slot);
        step.run(inputs, Rig.KEY);
      }
      float[] expected = whole.read("w").toFloats();
      try (Rig resumed = rig().parameter("w", parameterBetween)) {
        resumed
            .engine()
            .variables()
            .create(Rig.spec(slot, VariableKind.SLOT, slotBetween), slotBetween);
        resumed.run(Programs.weightedSquares(), training, inputs);

        assertThat(resumed.read("w").toFloats()).containsExactly(expected);
      }
    }
  }

  @Test
  default void anyOptimiserWorks() {
    requireSameTraining(new SecondMoment());
  }

  @Test
  default void sgdTrainsAConvolutionalNetworkAsTheReferenceDoes() {
    requireSameTraining(new Sgd(0.9, 1e-2));
  }

  @Test
  default void sgdWithoutMomentumTrainsAsTheReferenceDoes() {
    requireSameTraining(new Sgd(0, 0));
  }

  private void requireSameTraining(Optimizer optimizer) {
    Compilation training = Compilation.training("loss", optimizer);
    try (Rig rig = Programs.withPixelClassifier(rig());
        Rig reference = Programs.withPixelClassifier(EngineUnderTest.reference());
        CompiledProgram step = rig.compile(Programs.pixelClassifier(), training);
        CompiledProgram referenceStep = reference.compile(Programs.pixelClassifier(), training)) {
      List<Double> losses = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Map<String, HostTensor> inputs = withRate(Programs.pixelInputs(), 0.05 * (i + 1));
        HostTensor loss = step.run(inputs, Rig.KEY).get("loss");
        HostTensor expected = referenceStep.run(inputs, Rig.KEY).get("loss");
        assertClose("the loss of step " + i, loss, expected, FORWARD_TOLERANCE);
        losses.add(loss.item());
      }
      assertThat(losses.get(3)).isLessThan(losses.get(0));
      for (VariableSpec spec : reference.engine().variables().specs()) {
        HostTensor expected = reference.read(spec.name());
        assertClose(spec.name(), rig.read(spec.name()), expected, GRADIENT_TOLERANCE);
      }
    }
  }

  @Test
  default void theLearningRateIsAnInputOfTraining() {
    try (Rig rig = rig().parameter("w", vector(1, 2))) {
      assertThatThrownBy(
              () ->
                  rig.run(
                      Programs.weightedSquares(),
                      Compilation.training("loss", new Sgd(0, 0)),
                      Map.of("x", vector(1, 1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there is no input 'learning_rate'");
      assertThat(rig.read("w").toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  default void assignmentsSeeParametersBeforeTheUpdate() {
    Program program =
        (scope, in) -> {
          scope.assign("average", scope.variable("w"));
          return Programs.weightedSquares().apply(scope, in);
        };
    try (Rig rig = rig().parameter("w", vector(1, 2)).buffer("average", vector(0, 0))) {
      rig.run(
          program,
          Compilation.training("loss", new Sgd(0, 0)),
          withRate(Map.of("x", vector(1, 1)), 0.25));

      assertThat(rig.read("average").toFloats()).containsExactly(1, 2);
      assertThat(rig.read("w").toDoubles()).containsExactly(new double[] {0.5, 1}, within(1e-6));
    }
  }

  @Test
  default void outputsAreThoseBeforeTheUpdate() {
    Program program =
        (scope, in) ->
            Map.of("loss", scope.ops().sum(scope.variable("w"), false), "w", scope.variable("w"));
    try (Rig rig = rig().parameter("w", vector(1, 2))) {
      Map<String, HostTensor> results =
          rig.run(program, Compilation.training("loss", new Sgd(0, 0)), withRate(Map.of(), 0.5));

      assertThat(results.get("w").toFloats()).containsExactly(1, 2);
      assertThat(rig.read("w").toFloats()).containsExactly(0.5f, 1.5f);
    }
  }

  @Test
  default void programsShareTheVariables() {
    try (Rig rig = rig().parameter("w", vector(1, 2));
        CompiledProgram step =
            rig.compile(Programs.weightedSquares(), Compilation.training("loss", new Sgd(0, 0)));
        CompiledProgram inference =
            rig.compile(Programs.weightedSquares(), Compilation.inference())) {
      Map<String, HostTensor> inputs = Map.of("x", vector(1, 1));
      assertThat(inference.run(inputs, Rig.KEY).get("loss").item()).isEqualTo(5);
      step.run(withRate(inputs, 0.25), Rig.KEY);
      assertThat(inference.run(inputs, Rig.KEY).get("loss").item()).isCloseTo(1.25, within(1e-5));
    }
  }

  @Test
  default void aTrainingProgramTakesInputsOfAnotherShape() {
    Compilation gradients = Compilation.gradients("loss");
    Map<String, HostTensor> one =
        Map.of("x", Values.random("x", 1, 3), "y", Values.random("y", 1, 2));
    try (Rig rig = Programs.withPerceptron(rig());
        Rig reference = Programs.withPerceptron(EngineUnderTest.reference());
        CompiledProgram actual = rig.compile(Programs.perceptron(), gradients);
        CompiledProgram expected = reference.compile(Programs.perceptron(), gradients)) {
      for (Map<String, HostTensor> inputs :
          List.of(Programs.perceptronInputs(), one, Programs.perceptronInputs())) {
        assertClose(
            "the gradient",
            actual.run(inputs, Rig.KEY).get("grad/l1.weight"),
            expected.run(inputs, Rig.KEY).get("grad/l1.weight"),
            GRADIENT_TOLERANCE);
      }
    }
  }

  @Test
  default void anObjectiveThatIsNoScalarOutputIsRefused() {
    Program program = (scope, in) -> Map.of("y", scope.ops().square(scope.variable("w")));
    try (Rig rig = rig().parameter("w", vector(1, 2))) {
      assertThatThrownBy(() -> rig.run(program, Compilation.gradients("loss"), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no output 'loss' to differentiate; the program gives [y]");
      assertThatThrownBy(() -> rig.run(program, Compilation.gradients("y"), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the objective 'y' must be a floating scalar, got F32 [2]");
    }
  }
}
