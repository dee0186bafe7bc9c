package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.vector;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Program;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of several processes, which are threads here, each with an engine of its own. */
interface ProcessGroupContract extends EngineUnderTest {
  double TOLERANCE = 1e-5;

  @Test
  default void gradientsThatAreReturnedAreThoseOfAllProcesses() {
    Program loss =
        (scope, in) -> Map.of("loss", Programs.perceptron().apply(scope, in).get("loss"));
    List<Map<String, HostTensor>> inputs =
        List.of(
            Programs.perceptronInputs(),
            Map.of("x", Values.random("x2", 3, 3), "y", Values.random("y2", 3, 2)));
    Compilation gradients = Compilation.gradients("loss");
    List<Map<String, HostTensor>> all =
        InMemoryGroup.run(
            2,
            group -> {
              try (Rig rig = Programs.withPerceptron(rig())) {
                return rig.run(loss, gradients.within(group), inputs.get(group.rank()));
              }
            });
    try (Rig rig = Programs.withPerceptron(rig());
        CompiledProgram alone = rig.compile(loss, gradients.inParts(2))) {
      Map<String, HostTensor> expected = alone.run(inputs, Rig.KEY);
      for (Map<String, HostTensor> results : all) {
        assertThat(results).containsOnlyKeys(expected.keySet());
        results.forEach((name, value) -> assertClose(name, value, expected.get(name), TOLERANCE));
      }
    }
  }

  /** The second process alone meets the number. */
  @ParameterizedTest
  @ValueSource(strings = {"output", "assigned", "gradient"})
  default void aStepIsSkippedByAllProcesses(String place) {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          scope.assign("seen", ops.add(scope.variable("seen"), in.get("assigned")));
          Tensor weighted = ops.mul(ops.square(scope.variable("w")), in.get("gradient"));
          return Map.of(
              "loss", ops.sum(weighted, false), "output", ops.sum(in.get("output"), false));
        };
    Compilation skipping =
        Compilation.training("loss", new Sgd(0.9, 0)).guarded(new GradientGuard(0, true));
    List<List<Boolean>> skipped =
        InMemoryGroup.run(
            2,
            group -> {
              Map<String, HostTensor> sound = new HashMap<>();
              for (String name : List.of("output", "assigned", "gradient")) {
                sound.put(name, vector(1));
              }
              Map<String, HostTensor> broken = new HashMap<>(sound);
              broken.put(place, vector(Double.NaN));
              try (Rig rig = rig().parameter("w", vector(3)).buffer("seen", vector(1));
                  CompiledProgram step = rig.compile(program, skipping.within(group))) {
                boolean first =
                    step.run(withRate(group.rank() == 1 ? broken : sound, 0.1), Rig.KEY)
                        .containsKey(GradientGuard.SKIPPED);
                assertThat(rig.read("w").toFloats()).containsExactly(3);
                assertThat(rig.read("seen").toFloats()).containsExactly(1);
                boolean second =
                    step.run(withRate(sound, 0.1), Rig.KEY).containsKey(GradientGuard.SKIPPED);
                // the gradient is 2w
                assertThat(rig.read("w").toFloats()).containsExactly(3 - 0.6f);
                assertThat(rig.read("seen").toFloats()).containsExactly(2);
                return List.of(first, second);
              }
            });
    assertThat(skipped).containsOnly(List.of(true, false));
  }

  /** Gradients come from the last to the first, so that the last of these names broke first. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  default void brokenGradientsAreNamedInTheOrderOfTheProgram(double clipNorm) {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor first = ops.sum(ops.sqrt(scope.variable("w")), false);
          Tensor second = ops.sum(ops.sqrt(scope.variable("a")), false);
          Tensor third = ops.sum(ops.sqrt(scope.variable("v")), false);
          return Map.of("loss", ops.add(ops.add(first, second), third));
        };
    Compilation reporting =
        Compilation.training("loss", new Sgd(0.9, 0)).guarded(new GradientGuard(clipNorm, false));
    List<List<String>> broken =
        InMemoryGroup.run(
            2,
            group -> {
              try (Rig rig =
                  rig()
                      .parameter("a", vector(0))
                      .parameter("v", vector(0))
                      .parameter("w", vector(0))) {
                // the root's derivative at 0 is infinite, the root itself is not
                return rig
                    .run(program, reporting.within(group), withRate(Map.of(), 0.1))
                    .keySet()
                    .stream()
                    .filter(name -> name.startsWith(GradientGuard.BROKEN))
                    .toList();
              }
            });
    assertThat(broken).containsOnly(List.of("non_finite/w", "non_finite/a", "non_finite/v"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void programsWithoutObjectiveKeepTheirOutputsAndSkipTogether(boolean skip) {
    Program program =
        (scope, in) -> {
          scope.assign("seen", in.get("x"));
          return Map.of("y", scope.ops().add(in.get("x"), 1));
        };
    Compilation forward = Compilation.forward().guarded(new GradientGuard(0, skip));
    InMemoryGroup.run(
        3,
        group -> {
          try (Rig rig = rig().buffer("seen", vector(9, 9));
              CompiledProgram compiled = rig.compile(program, forward.within(group))) {
            int rank = group.rank();
            Map<String, HostTensor> results =
                compiled.run(Map.of("x", vector(rank, 2 * rank)), Rig.KEY);
            assertThat(results).containsOnlyKeys("y");
            assertThat(results.get("y").toFloats()).containsExactly(rank + 1, 2 * rank + 1);
            assertThat(rig.read("seen").toFloats()).containsExactly(rank, 2 * rank);

            float last = rank == 2 ? Float.NaN : 1;
            results = compiled.run(Map.of("x", vector(rank, last)), Rig.KEY);
            assertThat(results.containsKey(GradientGuard.SKIPPED)).isEqualTo(skip);
            assertThat(rig.read("seen").toFloats()).containsExactly(rank, skip ? 2 * rank : last);
          }
          return null;
        });
  }

  /** The engine's own generator is free while processes wait for each other. */
  @Test
  default void eachProcessDrawsFromAStreamOfItsOwn() {
    Program program =
        (scope, in) -> {
          Tensor w = scope.variable("w");
          return Map.of("loss", scope.ops().sum(scope.dropout(w, 0.5, w.shape()), false));
        };
    HostTensor ones = HostTensor.fill(DType.F32, Shape.of(64), i -> 1);
    List<float[]> gradients =
        InMemoryGroup.run(
            2,
            group -> {
              try (Rig rig = rig().parameter("w", ones);
                  CompiledProgram step =
                      rig.compile(program, Compilation.gradients("loss").within(group))) {
                step.run(Map.of(), Rig.KEY);
                return step.run(Map.of(), Rig.KEY.child(1)).get("grad/w").toFloats();
              }
            });

    assertThat(gradients.get(1)).containsExactly(gradients.get(0));
    List<Integer> masks = new ArrayList<>();
    for (float gradient : gradients.get(0)) {
      masks.add(Math.round(gradient));
    }
    assertThat(masks).as("kept by none, one, both").contains(0, 1, 2);
  }

  @Test
  default void outputsOfAGroupMustHaveAMean() {
    Program program =
        (scope, in) ->
            Map.of("loss", scope.ops().sum(scope.variable("w"), false), "y", scope.variable("w"));
    List<Boolean> refused =
        InMemoryGroup.run(
            2,
            group -> {
              try (Rig rig = rig().parameter("w", vector(1, 2))) {
                assertThatThrownBy(
                        () ->
                            rig.run(program, Compilation.gradients("loss").within(group), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the output 'y' of a step of several parts");
                return true;
              }
            });
    assertThat(refused).hasSize(2);
  }
}
