package dev.icl.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.cost.CostModel.Input;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.PrefixedScope;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostModelTest {
  private final CostModel model = new CostModel();

  private static VariableSpec spec(String name, VariableKind kind, int... dims) {
    return new VariableSpec(
        name,
        DType.F32,
        Shape.of(dims),
        kind,
        (dtype, shape, key) -> HostTensor.zeros(dtype, shape));
  }

  private static VariableSpec parameter(String name, int... dims) {
    return spec(name, VariableKind.PARAMETER, dims);
  }

  private CostReport inference(
      Program program, List<VariableSpec> variables, Map<String, Input> inputs) {
    return model.measure(program, variables, inputs, Compilation.inference());
  }

  @Test
  void aConvolutionCostsTwoFlopsAMultiplyAddAndOneABias() {
    Program program =
        (scope, in) ->
            Map.of(
                "y",
                scope
                    .ops()
                    .conv(
                        in.get("x"),
                        scope.variable("w"),
                        scope.variable("b"),
                        ConvSpec.same(3, 3)));
    CostReport report =
        inference(
            program,
            List.of(parameter("w", 16, 8, 3, 3), parameter("b", 16)),
            Map.of("x", Input.f32(2, 8, 10, 12)));

    long outputs = 2 * 16 * 10 * 12;
    assertThat(report.flops()).isEqualTo(outputs * (2 * 8 * 9) + outputs);
    assertThat(report.parameters()).isEqualTo(16 * 8 * 9 + 16);
    assertThat(report.activationBytes()).isEqualTo(outputs * 4);
    assertThat(report.outputs()).containsEntry("y", Shape.of(2, 16, 10, 12));
  }

  @Test
  void groupsDivideTheCostOfAConvolution() {
    Program depthwise =
        (scope, in) ->
            Map.of(
                "y",
                scope
                    .ops()
                    .conv(
                        in.get("x"),
                        scope.variable("w"),
                        null,
                        ConvSpec.same(3, 3, 3).withGroups(4)));
    CostReport report =
        inference(
            depthwise,
            List.of(parameter("w", 4, 1, 3, 3, 3)),
            Map.of("x", Input.f32(1, 4, 5, 6, 7)));

    assertThat(report.flops()).isEqualTo(2L * 4 * 5 * 6 * 7 * 27);
  }

  @Test
  void aTransposedConvolutionCostsWhatItsInputStamps() {
    Program program =
        (scope, in) ->
            Map.of(
                "y",
                scope
                    .ops()
                    .convTranspose(in.get("x"), scope.variable("w"), null, ConvSpec.of(2, 2, 0)));
    CostReport report =
        inference(program, List.of(parameter("w", 3, 5, 2, 2)), Map.of("x", Input.f32(1, 3, 4, 6)));

    assertThat(report.flops()).isEqualTo(2L * (3 * 4 * 6) * (5 * 2 * 2));
  }

  @Test
  void productsCostTwoFlopsAMultiplyAdd() {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor hidden = ops.linear(in.get("x"), scope.variable("w"), scope.variable("b"));
          return Map.of("y", ops.matmul(hidden, in.get("z")));
        };
    CostReport report =
        inference(
            program,
            List.of(parameter("w", 5, 4), parameter("b", 5)),
            Map.of("x", Input.f32(2, 3, 4), "z", Input.f32(2, 5, 7)));

    assertThat(report.byOp().get("linear"))
        .isEqualTo(new OpCost(1, 2 * 3 * 5 * (2 * 4 + 1), 0, 2 * 3 * 5 * 4));
    assertThat(report.byOp().get("matmul"))
        .isEqualTo(new OpCost(1, 2 * (2 * 3 * 7) * 5, 0, 2 * 3 * 7 * 4));
  }

  @Test
  void cheaperOperationsCostTheirElements() {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor y = ops.relu(in.get("x"));
          y = ops.maxPool(y, PoolSpec.of(2, 2));
          y = ops.softmax(y, 1);
          y = ops.transpose(y, 0, 2, 3, 1);
          y = ops.reshape(y, Shape.of(4, 3));
          return Map.of("y", ops.mean(y, false));
        };
    CostReport report = inference(program, List.of(), Map.of("x", Input.f32(1, 3, 4, 4)));

    assertThat(report.flops()).isEqualTo(48 + 12 * 4 + 12 * 5 + 12);
    assertThat(report.activationBytes()).isEqualTo(4 * (48 + 12 + 12 + 1));
  }

  private static Program perceptron() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      Tensor hidden = ops.tanh(ops.linear(in.get("x"), scope.variable("w1"), null));
      Tensor output = ops.linear(hidden, scope.variable("w2"), null);
      return Map.of("loss", ops.sum(output, false));
    };
  }

  @Test
  void trainingCostsTwoMorePassesExceptInTheFirstLayer() {
    long first = 2L * 10 * 4 * 6;
    long second = 2L * 10 * 6 * 3;
    long rest = 10 * 6 + 10 * 3; // tanh and sum
    CostReport report =
        model.measure(
            perceptron(),
            List.of(parameter("w1", 6, 4), parameter("w2", 3, 6), parameter("unused", 100)),
            Map.of("x", Input.f32(10, 4)),
            Compilation.training("loss", new Sgd(0.9, 1e-4)));

    assertThat(report.forwardFlops()).isEqualTo(first + second + rest);
    assertThat(report.backwardFlops()).isEqualTo(first + 2 * second + rest);
    // decay, add, momentum, add, rate, subtract
    assertThat(report.updateFlops()).isEqualTo(6 * (6 * 4 + 3 * 6));
    assertThat(report.parameters()).isEqualTo(6 * 4 + 3 * 6 + 100);
  }

  @Test
  void whatGradientsDoNotReachCostsNoBackwardPass() {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor teacher = ops.stopGradient(ops.linear(in.get("x"), scope.variable("t"), null));
          Tensor student = ops.linear(in.get("x"), scope.variable("s"), null);
          Tensor idle = ops.linear(in.get("x"), scope.variable("i"), null);
          return Map.of("loss", ops.sum(ops.sub(student, teacher), false), "idle", idle);
        };
    CostReport report =
        model.measure(
            program,
            List.of(parameter("t", 3, 4), parameter("s", 3, 4), parameter("i", 3, 4)),
            Map.of("x", Input.f32(5, 4)),
            Compilation.gradients("loss"));

    assertThat(report.byOp().get("linear").forwardFlops()).isEqualTo(3 * 2 * 5 * 3 * 4);
    assertThat(report.byOp().get("linear").backwardFlops()).isEqualTo(2 * 5 * 3 * 4);
    assertThat(report.updateFlops()).isZero();
  }

  @Test
  void dropoutCostsInTrainingOnly() {
    Program program =
        (scope, in) -> Map.of("y", scope.dropout(in.get("x"), 0.5, in.get("x").shape()));
    Map<String, Input> inputs = Map.of("x", Input.f32(3, 7));

    assertThat(model.measure(program, List.of(), inputs, Compilation.forward()).flops())
        .isEqualTo(21);
    assertThat(inference(program, List.of(), inputs).flops()).isZero();
  }

  @Test
  void aNetworkTooLargeForAnyMemoryIsMeasured() {
    int wide = 1_000_000;
    CostReport report =
        inference(
            (scope, in) -> Map.of("y", scope.ops().linear(in.get("x"), scope.variable("w"), null)),
            List.of(parameter("w", wide, wide)),
            Map.of("x", Input.f32(100, wide)));

    assertThat(report.parameters()).isEqualTo(1_000_000_000_000L);
    assertThat(report.flops()).isEqualTo(200_000_000_000_000L);
  }

  @Test
  void variablesAreAssignedAndReadBackByShape() {
    Program program =
        (scope, in) -> {
          scope.assign("mean", in.get("x"));
          return Map.of("y", scope.ops().neg(scope.variable("mean")));
        };
    List<VariableSpec> variables = List.of(spec("mean", VariableKind.BUFFER, 4));

    assertThat(inference(program, variables, Map.of("x", Input.f32(4))).outputs())
        .containsEntry("y", Shape.of(4));
    assertThatThrownBy(() -> inference(program, variables, Map.of("x", Input.f32(5))))
        .hasMessage("variable 'mean' is F32 [4], the value is F32 [5]");
    assertThatThrownBy(() -> inference(program, List.of(), Map.of("x", Input.f32(4))))
        .hasMessage("there is no variable 'mean'");
    assertThatThrownBy(() -> inference(program, variables, Map.of()))
        .hasMessage("there is no input 'x'; given are []");
  }

  @Test
  void passesThroughBatchNormalisationAreCountedAndOtherAssignmentsAreNot() {
    BatchNorm student = new BatchNorm("n", 2);
    List<VariableSpec> variables = new ArrayList<>(student.variables());
    student.variables().stream()
        .map(v -> spec("teacher." + v.name(), VariableKind.BUFFER, v.shape().toArray()))
        .forEach(variables::add);
    Program program =
        (scope, in) -> {
          student.apply(scope, in.get("x"));
          student.apply(new FrozenScope(scope), in.get("x"));
          Scope teachers = new PrefixedScope(scope, "teacher.");
          Tensor moved = scope.ops().mul(teachers.variable("n.running_mean"), 0.5);
          teachers.assign("n.running_mean", moved);
          return Map.of("y", student.apply(teachers, in.get("x")));
        };
    Map<String, Input> inputs = Map.of("x", Input.f32(3, 2, 4, 4));

    assertThat(model.measure(program, variables, inputs, Compilation.forward()).normalisations())
        .containsOnly(
            Map.entry("n.running_mean", 2),
            Map.entry("n.running_var", 2),
            Map.entry("teacher.n.running_mean", 1),
            Map.entry("teacher.n.running_var", 1));
    assertThat(inference(program, variables, inputs).normalisations()).isEmpty();
    assertThat(BatchNorm.runningMeanBeside("n.num_batches_tracked")).isEqualTo("n.running_mean");
  }
}
