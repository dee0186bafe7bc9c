package dev.icl.export.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final Map<String, Example> IMAGES =
      Map.of("x", new Example(DType.F32, Shape.of(1, 4, 6)));

  private final HostVariables variables = new HostVariables();

  @BeforeEach
  void variables() {
    variable("w", Shape.of(2, 1, 1, 1), 1, 10);
    variable("scale", Shape.of(2), 3, 4);
    variable("shift", Shape.of(2), 5, 6);
    variable("mean", Shape.of(2), 7, 8);
    variable("var", Shape.of(2), 3, 15);
  }

  @Test
  void sizesAreThoseOfTensorsThatAreThere() {
    RecordedProgram program =
        record(
            (scope, x) -> {
              Ops ops = scope.ops();
              Tensor small = ops.maxPool(x, PoolSpec.of(2, 2));
              return ops.resize(small, x.shape().spatial(), Resize.LINEAR);
            },
            List.of(2, 2));

    Step resize = program.outputs().get("y");
    assertThat(program.grows()).isTrue();
    assertThat(resize.call().op()).isEqualTo("resize linear");
    assertThat(resize.sizes().get(1)).isEqualTo(Extent.fixed(1));
    assertThat(resize.sizes().get(2)).isEqualTo(Extent.of(1, program.inputs().get("x"), 2));
    assertThat(resize.sizes().get(3)).isEqualTo(Extent.of(1, program.inputs().get("x"), 3));
  }

  @Test
  void aSizeThatNoTensorHasIsAMultiple() {
    RecordedProgram program =
        record(
            (scope, x) -> scope.ops().resize(x, Shape.of(3 * x.shape().dim(2), 5), Resize.NEAREST),
            List.of(2, 2));

    Step resize = program.outputs().get("y");
    assertThat(resize.sizes().get(2)).isEqualTo(Extent.of(3, program.inputs().get("x"), 2));
    assertThat(resize.sizes().get(3)).isEqualTo(Extent.fixed(5));
  }

  @Test
  void aNetworkThatIsMadeForOneSizeIsWrittenForThatSize() {
    RecordedProgram program =
        record(
            (scope, x) -> {
              int middle = x.shape().dim(2) / 2;
              return scope.ops().roll(x, new int[] {middle}, new int[] {2});
            },
            List.of(2, 2));

    assertThat(program.grows()).isFalse();
    assertThat(program.outputs().get("y").isFixed(2)).isTrue();
    assertThat(program.outputs().get("y").isFixed(0)).isFalse();
  }

  /** Scales of 3 / √(3 + 1) and 4 / √(15 + 1). */
  @Test
  void aBatchNormIsAPartOfTheConvolutionBeforeIt() {
    RecordedProgram program =
        record((scope, x) -> normalised(scope, convolved(scope, x)), List.of(2, 2));

    assertThat(program.steps()).extracting(step -> step.call().op()).containsExactly("conv");
    Step conv = program.steps().get(0);
    assertThat(conv.operand(1).value().orElseThrow().toDoubles()).containsExactly(1.5, 10);
    assertThat(conv.operand(2).value().orElseThrow().toDoubles())
        .containsExactly(5 - 7 * 1.5, 6 - 8);
  }

  @Test
  void ofASumOfConvolutionsTheFirstHasTheShift() {
    RecordedProgram program =
        record(
            (scope, x) ->
                normalised(scope, scope.ops().add(convolved(scope, x), convolved(scope, x))),
            List.of());

    assertThat(program.steps())
        .extracting(s -> s.call().op())
        .containsExactly("conv", "conv", "add");
    Step sum = program.outputs().get("y");
    assertThat(sum.operand(0).operands()).hasSize(3);
    assertThat(sum.operand(1).operands()).hasSize(2);
    assertThat(sum.operand(1).operand(1).value().orElseThrow().toDoubles())
        .containsExactly(1.5, 10);
  }

  @Test
  void aConvolutionThatOthersReadKeepsItsBatchNorm() {
    RecordedProgram program =
        record(
            (scope, x) -> {
              Tensor convolved = convolved(scope, x);
              return scope.ops().add(normalised(scope, convolved), convolved);
            },
            List.of());

    assertThat(program.steps())
        .extracting(step -> step.call().op())
        .containsExactly("conv", "batchNorm", "add");
  }

  @Test
  void whatDependsOnNoInputIsComputed() {
    RecordedProgram program =
        record(
            (scope, x) -> {
              Ops ops = scope.ops();
              Tensor sum = ops.add(scope.variable("scale"), scope.variable("shift"));
              return ops.mul(x, ops.sum(ops.mul(sum, 2), false));
            },
            List.of());

    assertThat(program.steps()).hasSize(1);
    assertThat(program.steps().get(0).operand(1).value().orElseThrow().item())
        .isEqualTo(2 * (3 + 5 + 4 + 6));
  }

  @Test
  void whatNothingReadsIsLeftOut() {
    RecordedProgram program =
        record(
            (scope, x) -> {
              scope.ops().exp(x);
              return scope.ops().neg(x);
            },
            List.of());

    assertThat(program.steps()).extracting(step -> step.call().op()).containsExactly("neg");
  }

  @Test
  void aProgramThatCountsImagesIsRefused() {
    assertThatThrownBy(() -> record((scope, x) -> scope.ops().mul(x, x.shape().dim(0)), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "This network cannot be exported: its operation 'mul' depends on how many images there"
                + " are; export another network.");
  }

  @Test
  void aProgramThatChangesVariablesIsRefused() {
    assertThatThrownBy(
            () ->
                record(
                    (scope, x) -> {
                      scope.assign("scale", scope.variable("shift"));
                      return x;
                    },
                    List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its operation 'assign' changes a variable");
  }

  private RecordedProgram record(BiFunction<Scope, Tensor, Tensor> body, List<Integer> growth) {
    Program program = (scope, inputs) -> Map.of("y", body.apply(scope, inputs.get("x")));
    return new Recorder(variables).record(program, IMAGES, growth);
  }

  private void variable(String name, Shape shape, double... values) {
    HostTensor value = HostTensor.fill(DType.F32, shape, i -> values[(int) i]);
    variables.create(
        new VariableSpec(name, DType.F32, shape, VariableKind.PARAMETER, (d, s, k) -> value),
        value);
  }

  private static Tensor convolved(Scope scope, Tensor x) {
    return scope.ops().conv(x, scope.variable("w"), null, ConvSpec.same(1, 1));
  }

  private static Tensor normalised(Scope scope, Tensor x) {
    return scope
        .ops()
        .batchNorm(
            x,
            scope.variable("scale"),
            scope.variable("shift"),
            scope.variable("mean"),
            scope.variable("var"),
            false,
            0.1,
            1)
        .output();
  }
}
