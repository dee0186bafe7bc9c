package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.GRADIENT_TOLERANCE;
import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.vector;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the guard between gradients and optimiser. */
interface GuardContract extends EngineUnderTest {
  /** Any optimiser, and the forms of those that engines know. */
  static Stream<Optimizer> optimizers() {
    // the large epsilon damps what rounding makes of gradients that are 0
    return Stream.of(
        new Sgd(0.9, 1e-2), new Sgd(0, 0), new AdamW(0.9, 0.99, 1e-2, 0.1), new SecondMoment());
  }

  @Test
  default void theNormIsThatOfAllGradientsBeforeClipping() {
    try (Rig rig = rig().parameter("w", vector(3, 0)).parameter("v", vector(4))) {
      Map<String, HostTensor> results =
          rig.run(halfSquares(), clipping(0.5, new Sgd(0, 0)), withRate(Map.of(), 1));

      assertThat(results).containsOnlyKeys("loss", "grad_norm");
      assertThat(results.get("grad_norm").item()).isCloseTo(5, within(1e-5));
      assertThat(rig.read("w").toDoubles())
          .containsExactly(new double[] {3 - 3 * 0.5 / 5, 0}, within(1e-5));
      assertThat(rig.read("v").toDoubles())
          .containsExactly(new double[] {4 - 4 * 0.5 / 5}, within(1e-5));
    }
  }

  @Test
  default void aNormBelowTheLimitLeavesGradientsAlone() {
    Map<String, HostTensor> rate = withRate(Map.of(), 0.3);
    try (Rig clipped = rig().parameter("w", vector(3, 1)).parameter("v", vector(4));
        Rig free = rig().parameter("w", vector(3, 1)).parameter("v", vector(4))) {
      clipped.run(halfSquares(), clipping(6, new Sgd(0.9, 0.1)), rate);
      free.run(halfSquares(), Compilation.training("loss", new Sgd(0.9, 0.1)), rate);

      assertThat(clipped.read("w").toFloats()).containsExactly(free.read("w").toFloats());
      assertThat(clipped.read("v").toFloats()).containsExactly(free.read("v").toFloats());
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  default void clippedTrainingFollowsTheReference(Optimizer optimizer) {
    Compilation training = clipping(0.05, optimizer);
    try (Rig rig = Programs.withPixelClassifier(rig());
        Rig reference = Programs.withPixelClassifier(EngineUnderTest.reference());
        CompiledProgram step = rig.compile(Programs.pixelClassifier(), training);
        CompiledProgram referenceStep = reference.compile(Programs.pixelClassifier(), training)) {
      for (int i = 0; i < 3; i++) {
        Map<String, HostTensor> inputs = withRate(Programs.pixelInputs(), 0.5);
        HostTensor norm = step.run(inputs, Rig.KEY).get("grad_norm");
        HostTensor expected = referenceStep.run(inputs, Rig.KEY).get("grad_norm");
        assertClose("the norm of step " + i, norm, expected, GRADIENT_TOLERANCE);
        assertThat(norm.item()).as("there is something to clip").isGreaterThan(0.05);
      }
      for (VariableSpec spec : reference.engine().variables().specs()) {
        HostTensor expected = reference.read(spec.name());
        assertClose(spec.name(), rig.read(spec.name()), expected, GRADIENT_TOLERANCE);
      }
    }
  }

  /** Large enough for an engine to keep the gradients of the layers as factors. */
  @Test
  default void gradientsOfLargeLayersCountInTheNormAndAreClipped() {
    int size = largeEdge();
    try (Rig free = withLargeLayers(rig(), size);
        Rig rig = withLargeLayers(rig(), size)) {
      Map<String, HostTensor> inputs =
          withRate(Map.of("x", Values.random("x", 3, size), "u", Values.random("u", 2, size)), 1);
      Map<String, HostTensor> gradients =
          free.run(largeLayers(), Compilation.gradients("loss"), inputs);
      double squares =
          gradients.entrySet().stream()
              .filter(output -> output.getKey().startsWith("grad/"))
              .mapToDouble(output -> squares(output.getValue()))
              .sum();
      double limit = Math.sqrt(squares) / 3;

      Map<String, HostTensor> results =
          rig.run(largeLayers(), clipping(limit, new Sgd(0.9, 0)), inputs);

      assertThat(results.get("grad_norm").item())
          .isCloseTo(Math.sqrt(squares), within(Math.sqrt(squares) * 1e-4));
      for (String layer : List.of("a", "b")) {
        float[] gradient = gradients.get("grad/" + layer).toFloats();
        HostTensor before = free.read(layer);
        HostTensor after = rig.read(layer);
        for (int i = 0; i < gradient.length; i += 10007) {
          assertThat(before.get(i) - after.get(i))
              .isCloseTo(gradient[i] / 3, within(1e-6 + Math.abs(gradient[i]) * 1e-3));
        }
      }
    }
  }

  @Test
  default void aGradientThatIsNotFiniteIsNamed() {
    try (Rig rig = rig().parameter("w", vector(0, 1)).parameter("v", vector(2))) {
      // the root's derivative at 0 is infinite, the root itself is not
      Map<String, HostTensor> results =
          rig.run(roots(), guarded(new GradientGuard(0, false), new Sgd(0.9, 0)), rooted(0.1));

      assertThat(results).containsOnlyKeys("loss", "non_finite/w");
      assertThat(results.get("loss").item()).isFinite();
    }
  }

  @Test
  default void withoutAFaultAGuardThatOnlyReportsGivesAndChangesNothing() {
    Map<String, HostTensor> rate = withRate(Map.of(), 0.3);
    try (Rig guarded = rig().parameter("w", vector(3, 1)).parameter("v", vector(4));
        Rig free = rig().parameter("w", vector(3, 1)).parameter("v", vector(4))) {
      Map<String, HostTensor> results =
          guarded.run(halfSquares(), guarded(GradientGuard.REPORT, new Sgd(0.9, 0.1)), rate);
      free.run(halfSquares(), Compilation.training("loss", new Sgd(0.9, 0.1)), rate);

      assertThat(results).containsOnlyKeys("loss");
      assertThat(guarded.read("w").toFloats()).containsExactly(free.read("w").toFloats());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  default void aSkippedStepLeavesEveryVariableAsItWas(double poison) {
    for (Optimizer optimizer : optimizers().toList()) {
      try (Rig rig = Programs.withPixelClassifier(rig());
          CompiledProgram step =
              rig.compile(
                  Programs.pixelClassifier(), guarded(new GradientGuard(0, true), optimizer))) {
        assertThat(step.run(withRate(Programs.pixelInputs(), 0.1), Rig.KEY))
            .containsOnlyKeys("loss");
        long live = rig.engine().liveArrays();
        Map<String, HostTensor> before = state(rig);

        assertThat(step.run(withRate(poisoned(poison), 0.1), Rig.KEY)).containsKey("skipped");

        assertThat(rig.engine().liveArrays()).isEqualTo(live);
        assertSame(state(rig), before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  default void trainingGoesOnAfterASkippedStepAsIfItHadNotBeen(Optimizer optimizer) {
    Compilation training = guarded(new GradientGuard(0.1, true), optimizer);
    Map<String, HostTensor> sound = withRate(Programs.pixelInputs(), 0.2);
    try (Rig rig = Programs.withPixelClassifier(rig());
        Rig undisturbed = Programs.withPixelClassifier(rig());
        CompiledProgram step = rig.compile(Programs.pixelClassifier(), training);
        CompiledProgram other = undisturbed.compile(Programs.pixelClassifier(), training)) {
      // the first step makes the slots: skipped as well
      for (Map<String, HostTensor> inputs :
          List.of(
              withRate(poisoned(Double.NaN), 0.3), sound, withRate(poisoned(1e39), 0.3), sound)) {
        step.run(inputs, Rig.KEY);
      }
      other.run(sound, Rig.KEY);
      other.run(sound, Rig.KEY);

      assertSame(state(rig), state(undisturbed));
    }
  }

  @Test
  default void aGradientOrAnAssignmentThatIsNotFiniteIsEnoughToSkip() {
    Compilation training = guarded(new GradientGuard(0, true), new Sgd(0.9, 0));
    Program assigning =
        (scope, in) -> {
          Ops ops = scope.ops();
          scope.assign("b", ops.div(scope.variable("b"), in.get("x")));
          return Map.of("loss", ops.sum(ops.square(scope.variable("v")), false));
        };
    try (Rig rig =
        rig().parameter("w", vector(0, 1)).parameter("v", vector(2)).buffer("b", vector(1, 1))) {
      assertThat(rig.run(roots(), training, rooted(0.1)))
          .containsOnlyKeys("loss", "non_finite/w", "skipped");
      assertThat(rig.run(assigning, training, withRate(Map.of("x", vector(1, 0)), 0.1)))
          .containsOnlyKeys("loss", "skipped");
      assertThat(rig.read("v").toFloats()).containsExactly(2);
      assertThat(rig.read("b").toFloats()).containsExactly(1, 1);

      assertThat(rig.run(assigning, training, withRate(Map.of("x", vector(1, 2)), 0.1)))
          .containsOnlyKeys("loss");
      assertThat(rig.read("v").toDoubles()).containsExactly(new double[] {1.6}, within(1e-6));
      assertThat(rig.read("b").toFloats()).containsExactly(1, 0.5f);
    }
  }

  @Test
  default void aProgramWithoutAnObjectiveIsSkippedForAnAssignment() {
    Compilation forward = Compilation.forward().guarded(new GradientGuard(0, true));
    Program assigning =
        (scope, in) -> {
          Ops ops = scope.ops();
          scope.assign("b", ops.div(scope.variable("b"), in.get("x")));
          return Map.of("labels", ops.argmax(in.get("x"), 0));
        };
    try (Rig rig = rig().buffer("b", vector(1, 1))) {
      assertThat(rig.run(assigning, forward, Map.of("x", vector(1, 0))))
          .containsOnlyKeys("labels", "skipped");
      assertThat(rig.read("b").toFloats()).containsExactly(1, 1);

      assertThat(rig.run(assigning, forward, Map.of("x", vector(1, 2)))).containsOnlyKeys("labels");
      assertThat(rig.read("b").toFloats()).containsExactly(1, 0.5f);
    }
  }

  private static Compilation clipping(double norm, Optimizer optimizer) {
    return guarded(new GradientGuard(norm, false), optimizer);
  }

  private static Compilation guarded(GradientGuard guard, Optimizer optimizer) {
    return Compilation.training("loss", optimizer).guarded(guard);
  }

  /** {@code loss = (Σ w² + Σ v²) / 2}: gradients are the values. */
  private static Program halfSquares() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      Tensor w = ops.sum(ops.square(scope.variable("w")), false);
      Tensor v = ops.sum(ops.square(scope.variable("v")), false);
      return Map.of("loss", ops.mul(ops.add(w, v), 0.5));
    };
  }

  /** {@code loss = Σ √w + Σ v²}. */
  private static Program roots() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      return Map.of(
          "loss",
          ops.add(
              ops.sum(ops.sqrt(scope.variable("w")), false),
              ops.sum(ops.square(scope.variable("v")), false)));
    };
  }

  private static Map<String, HostTensor> rooted(double rate) {
    return withRate(Map.of(), rate);
  }

  private static Program largeLayers() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      Tensor hidden = ops.tanh(ops.linear(in.get("x"), scope.variable("a"), null));
      Tensor twice =
          ops.add(
              ops.mean(ops.square(ops.linear(hidden, scope.variable("b"), null)), false),
              ops.mean(ops.linear(in.get("u"), scope.variable("b"), null), false));
      return Map.of("loss", twice);
    };
  }

  private static Rig withLargeLayers(Rig rig, int size) {
    return rig.parameter("a", Values.random("a", size, size))
        .parameter("b", Values.random("b", size, size));
  }

  private static Map<String, HostTensor> poisoned(double value) {
    Map<String, HostTensor> inputs = new LinkedHashMap<>(Programs.pixelInputs());
    HostTensor image = inputs.get("x");
    inputs.put(
        "x",
        HostTensor.fill(
            DType.F32,
            Shape.of(image.shape().toArray()),
            i -> i == 5 ? value : image.get((int) i)));
    return inputs;
  }

  private static Map<String, HostTensor> state(Rig rig) {
    Map<String, HostTensor> state = new LinkedHashMap<>();
    rig.engine().variables().specs().forEach(spec -> state.put(spec.name(), rig.read(spec.name())));
    return state;
  }

  private static void assertSame(Map<String, HostTensor> actual, Map<String, HostTensor> expected) {
    assertThat(actual).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, value) -> assertThat(actual.get(name).bytes()).as(name).isEqualTo(value.bytes()));
  }

  private static double squares(HostTensor tensor) {
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      sum += tensor.get(i) * tensor.get(i);
    }
    return sum;
  }
}
