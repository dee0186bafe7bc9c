package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.FORWARD_TOLERANCE;
import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Variables, assignment, inputs and outputs. */
interface StateContract extends EngineUnderTest {
  @Test
  default void aVariableReadsBackAsItWasMade() {
    try (Rig rig = rig()) {
      HostTensor weight = Values.random("w", 4, 3, 2, 3);
      HostTensor volumeWeight = Values.random("v", 2, 3, 1, 2, 3);
      rig.parameter("conv.weight", weight).buffer("volume", volumeWeight);

      assertThat(rig.read("conv.weight").shape()).isEqualTo(weight.shape());
      assertThat(rig.read("conv.weight").toFloats()).containsExactly(weight.toFloats());
      assertThat(rig.read("volume").toFloats()).containsExactly(volumeWeight.toFloats());
    }
  }

  @Test
  default void variablesAreListedInTheOrderTheyWereMade() {
    try (Rig rig = rig()) {
      rig.parameter("z", vector(1)).buffer("a", vector(2, 3)).parameter("m", vector(4));

      Variables variables = rig.engine().variables();
      assertThat(variables.specs()).extracting(VariableSpec::name).containsExactly("z", "a", "m");
      assertThat(variables.specs())
          .extracting(VariableSpec::kind)
          .containsExactly(VariableKind.PARAMETER, VariableKind.BUFFER, VariableKind.PARAMETER);
      assertThat(variables.contains("a")).isTrue();
      assertThat(variables.contains("b")).isFalse();
    }
  }

  @Test
  default void writingReplacesTheValuesThatCompiledProgramsSee() {
    try (Rig rig = rig().parameter("w", vector(1, 2));
        CompiledProgram doubled = rig.compile(twice("w"), Compilation.inference())) {
      assertThat(doubled.run(Map.of(), Rig.KEY).get("y").toFloats()).containsExactly(2, 4);

      rig.engine().variables().write("w", vector(5, -1));

      assertThat(rig.read("w").toFloats()).containsExactly(5, -1);
      assertThat(doubled.run(Map.of(), Rig.KEY).get("y").toFloats()).containsExactly(10, -2);
    }
  }

  @Test
  default void hostTensorsAreCopiedInAndOut() {
    try (Rig rig = rig()) {
      HostTensor given = vector(1, 2);
      rig.parameter("w", given);
      given.set(0, 99);
      rig.read("w").set(1, 99);

      assertThat(rig.read("w").toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  default void aNameIsTakenOnce() {
    try (Rig rig = rig().parameter("w", vector(1))) {
      assertThatThrownBy(() -> rig.buffer("w", vector(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("'w'");
      assertThat(rig.read("w").toFloats()).containsExactly(1);
    }
  }

  @Test
  default void aMissingVariableIsNamed() {
    try (Rig rig = rig()) {
      Variables variables = rig.engine().variables();

      assertThatThrownBy(() -> variables.read("conv.weight"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no variable 'conv.weight'");
      assertThatThrownBy(() -> variables.write("conv.weight", vector(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no variable 'conv.weight'");
      assertThatThrownBy(() -> rig.run(twice("conv.weight"), Compilation.inference(), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no variable 'conv.weight'");
      assertThatThrownBy(
              () ->
                  rig.run(
                      (scope, in) -> {
                        scope.assign("mean", in.get("x"));
                        return Map.of();
                      },
                      Compilation.forward(),
                      Map.of("x", vector(1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no variable 'mean'");
    }
  }

  @Test
  default void valuesThatDoNotFitAVariableAreRefused() {
    try (Rig rig = rig().buffer("b", vector(1, 2))) {
      Variables variables = rig.engine().variables();
      VariableSpec spec = Rig.spec("c", VariableKind.BUFFER, vector(1, 2, 3));

      assertThatThrownBy(() -> variables.create(spec, vector(1, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("variable 'c' is F32 [3], the value is F32 [2]");
      assertThatThrownBy(() -> variables.write("b", HostTensor.of(Shape.of(2), 1L, 2L)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("variable 'b' is F32 [2], the value is I64 [2]");
      assertThatThrownBy(
              () ->
                  rig.run(
                      (scope, in) -> {
                        scope.assign("b", in.get("x"));
                        return Map.of();
                      },
                      Compilation.forward(),
                      Map.of("x", vector(1, 2, 3))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("variable 'b' is F32 [2], the value is F32 [3]");
      assertThat(variables.contains("c")).isFalse();
      assertThat(rig.read("b").toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  default void aMissingInputIsNamed() {
    try (Rig rig = rig()) {
      Program program = (scope, in) -> Map.of("y", scope.ops().neg(in.get("image")));

      assertThatThrownBy(
              () -> rig.run(program, Compilation.inference(), Map.of("label", vector(1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no input 'image'; given are [label]");
    }
  }

  @Test
  default void anAssignedValueIsReadBackInTheSameStepAndKept() {
    Program program =
        (scope, in) -> {
          Tensor before = scope.ops().add(scope.variable("b"), 0);
          scope.assign("b", scope.ops().add(scope.variable("b"), in.get("x")));
          Tensor between = scope.ops().mul(scope.variable("b"), 10);
          scope.assign("b", scope.ops().add(scope.variable("b"), in.get("x")));
          return Map.of("before", before, "between", between, "after", scope.variable("b"));
        };
    try (Rig rig = rig().buffer("b", vector(1, 2));
        CompiledProgram compiled = rig.compile(program, Compilation.forward())) {
      Map<String, HostTensor> first = compiled.run(Map.of("x", vector(1, 1)), Rig.KEY);
      assertThat(first.get("before").toFloats()).containsExactly(1, 2);
      assertThat(first.get("between").toFloats()).containsExactly(20, 30);
      assertThat(first.get("after").toFloats()).containsExactly(3, 4);
      assertThat(rig.read("b").toFloats()).containsExactly(3, 4);

      Map<String, HostTensor> second = compiled.run(Map.of("x", vector(0, 5)), Rig.KEY);
      assertThat(second.get("before").toFloats()).containsExactly(3, 4);
      assertThat(rig.read("b").toFloats()).containsExactly(3, 14);
    }
  }

  @Test
  default void runningStatisticsAccumulateOverStepsAndServeInference() {
    Program program =
        (scope, in) -> {
          BatchNormResult result =
              scope
                  .ops()
                  .batchNorm(
                      in.get("x"),
                      scope.variable("scale"),
                      scope.variable("shift"),
                      scope.variable("mean"),
                      scope.variable("var"),
                      scope.training(),
                      0.1,
                      1e-5);
          scope.assign("mean", result.runningMean());
          scope.assign("var", result.runningVar());
          return Map.of("y", result.output());
        };
    HostTensor first = Values.random("x", 2, 2, 3, 3);
    HostTensor second = Values.positive("x", 2, 2, 3, 3);
    try (Rig rig = withNorm(rig());
        Rig reference = withNorm(EngineUnderTest.reference())) {
      for (Rig each : new Rig[] {rig, reference}) {
        each.run(program, Compilation.forward(), Map.of("x", first));
        each.run(program, Compilation.forward(), Map.of("x", second));
      }
      for (String name : new String[] {"mean", "var"}) {
        assertClose(name, rig.read(name), reference.read(name), FORWARD_TOLERANCE);
      }
      HostTensor mean = rig.read("mean");
      HostTensor actual = rig.run(program, Compilation.inference(), Map.of("x", first)).get("y");
      HostTensor expected =
          reference.run(program, Compilation.inference(), Map.of("x", first)).get("y");
      assertClose("inference", actual, expected, FORWARD_TOLERANCE);
      assertThat(rig.read("mean").toFloats()).containsExactly(mean.toFloats());
    }
  }

  @Test
  default void inputsAndVariablesMayBeOutputs() {
    Program program =
        (scope, in) -> Map.of("x", in.get("x"), "again", in.get("x"), "w", scope.variable("w"));
    try (Rig rig = rig().parameter("w", vector(3))) {
      Map<String, HostTensor> outputs =
          rig.run(
              program, Compilation.inference(), Map.of("x", HostTensor.of(Shape.of(2), 5L, 6L)));

      assertThat(outputs.get("x").dtype()).isEqualTo(DType.I64);
      assertThat(outputs.get("x").toDoubles()).containsExactly(5, 6);
      assertThat(outputs.get("again").toDoubles()).containsExactly(5, 6);
      assertThat(outputs.get("w").toFloats()).containsExactly(3);
      outputs.get("w").set(0, 99);
      assertThat(rig.read("w").toFloats()).containsExactly(3);
    }
  }

  @Test
  default void inputsMayBeOverwrittenAfterARun() {
    try (Rig rig = rig();
        CompiledProgram negated =
            rig.compile(
                (scope, in) -> Map.of("y", scope.ops().neg(in.get("x"))),
                Compilation.inference())) {
      HostTensor x = vector(1, 2);
      HostTensor first = negated.run(Map.of("x", x), Rig.KEY).get("y");
      x.set(0, 7);
      HostTensor second = negated.run(Map.of("x", x), Rig.KEY).get("y");

      assertThat(first.toFloats()).containsExactly(-1, -2);
      assertThat(second.toFloats()).containsExactly(-7, -2);
    }
  }

  @Test
  default void aCompiledProgramTakesInputsOfAnotherShape() {
    try (Rig rig = rig();
        CompiledProgram summed =
            rig.compile(
                (scope, in) -> Map.of("y", scope.ops().sum(in.get("x"), false, 0)),
                Compilation.inference())) {
      assertThat(summed.run(Map.of("x", vector(1, 2)), Rig.KEY).get("y").item()).isEqualTo(3);
      assertThat(
              summed
                  .run(Map.of("x", HostTensor.of(Shape.of(2, 2), 1f, 2f, 3f, 4f)), Rig.KEY)
                  .get("y")
                  .toFloats())
          .containsExactly(4, 6);
      assertThat(summed.run(Map.of("x", vector(5, 2)), Rig.KEY).get("y").item()).isEqualTo(7);
    }
  }

  private static Program twice(String variable) {
    return (scope, in) -> Map.of("y", scope.ops().mul(scope.variable(variable), 2));
  }

  private static Rig withNorm(Rig rig) {
    return rig.parameter("scale", vector(1.5, 0.5))
        .parameter("shift", vector(0.1, -0.2))
        .buffer("mean", vector(0, 0))
        .buffer("var", vector(1, 1));
  }
}
