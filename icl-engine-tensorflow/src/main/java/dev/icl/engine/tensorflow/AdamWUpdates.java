package dev.icl.engine.tensorflow;

import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The step of {@code torch.optim.AdamW}, in place, by TensorFlow's fused Adam.
 *
 * <p>Two things differ between the two. The operation corrects for its bias in float32, which loses
 * half of the digits in the first steps; so its own correction is turned off, and its rate is
 * {@code rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ)}, computed in float64 for all parameters together, from the
 * betas as float32 holds them, since the operation weighs with those. And it adds its epsilon to
 * the uncorrected root, so it is given {@code ε · √(1 − β₂ᵗ)}.
 */
final class AdamWUpdates {
  private final TfVariables variables;
  private final Nodes nodes;
  private final TfScope scope;
  private final List<Operation> gate;

  /**
   * @param variables parameters and slots
   * @param nodes the graph builder that operations are added with
   * @param scope the step's reads
   * @param gate the operations that every change waits for; none happens where they do not run
   */
  AdamWUpdates(TfVariables variables, Nodes nodes, TfScope scope, List<Operation> gate) {
    this.variables = variables;
    this.nodes = nodes;
    this.scope = scope;
    this.gate = gate;
  }

  /**
   * The operations of the update, which every run must do.
   *
   * @param adamw the settings
   * @param gradients by parameter
   * @param rate the learning rate, a scalar
   * @param readers by parameter, what uses its memory in this step
   */
  List<Operation> of(
      AdamW adamw,
      Map<String, TfTensor> gradients,
      TfTensor rate,
      Map<String, Set<Operation>> readers) {
    List<Operation> updates = new ArrayList<>();
    if (gradients.isEmpty()) {
      return updates;
    }
    Correction correction = correction(adamw, List.copyOf(gradients.keySet()), rate);
    Output<?> decay = nodes.op("Mul", rate.value(), nodes.scalar(DType.F32, adamw.weightDecay()));
    Output<?> one = nodes.scalar(DType.F32, 1);
    Settings settings =
        new Settings(
            nodes.scalar(DType.F32, 0),
            nodes.scalar(DType.F32, adamw.beta1()),
            nodes.scalar(DType.F32, adamw.beta2()));
    int i = 0;
    for (Map.Entry<String, TfTensor> entry : gradients.entrySet()) {
      String name = entry.getKey();
      Set<Operation> using = readers.getOrDefault(name, Set.of());
      List<Operation> before = new ArrayList<>(using);
      if (adamw.weightDecay() > 0) {
        before.add(decayed(name, decay, using));
      }
      updates.add(
          nodes
              .node("ResourceApplyAdam")
              .in(
                  variables.handle(name),
                  variables.handle(Optimizer.slotName(AdamW.MEAN, name)),
                  variables.handle(Optimizer.slotName(AdamW.MEAN_SQUARE, name)),
                  settings.zero(),
                  settings.zero(),
                  correction.rates().get(i),
                  settings.beta1(),
                  settings.beta2(),
                  correction.epsilons().get(i),
                  entry.getValue().value())
              .after(before)
              .after(gate)
              .build());
      updates.add(counted(name, one));
      i++;
    }
    return updates;
  }

  /** Constants of every parameter's update. */
  private record Settings(Output<?> zero, Output<?> beta1, Output<?> beta2) {}

  /** Scalars by place of the parameter. */
  private record Correction(List<Output<?>> rates, List<Output<?>> epsilons) {}

  private Correction correction(AdamW adamw, List<String> names, TfTensor rate) {
    List<Output<?>> counts = names.stream().<Output<?>>map(name -> count(name).value()).toList();
    Output<?> step = nodes.op("AddV2", doubles(nodes.node("Pack").list(counts).out()), number(1));
    Output<?> root = nodes.op("Sqrt", seen(adamw.beta2(), step));
    Output<?> corrected =
        nodes.op(
            "RealDiv", nodes.op("Mul", root, doubles(rate.value())), seen(adamw.beta1(), step));
    return new Correction(
        scalars(corrected, names.size()),
        scalars(nodes.op("Mul", root, number(adamw.epsilon())), names.size()));
  }

  /** {@code 1 − kept^step} for what float32 makes of {@code kept}. */
  private Output<?> seen(double kept, Output<?> step) {
    return nodes.op("Sub", number(1), nodes.op("Pow", number((float) kept), step));
  }

  private Output<?> doubles(Output<?> x) {
    return nodes.node("Cast").in(x).attr("DstT", DataType.DT_DOUBLE).out();
  }

  private Output<?> number(double value) {
    return nodes.scalar(DType.F64, value);
  }

  private List<Output<?>> scalars(Output<?> vector, int size) {
    Output<?> floats = nodes.node("Cast").in(vector).attr("DstT", DataType.DT_FLOAT).out();
    Operation parts = nodes.node("Unpack").in(floats).attr("num", size).build();
    List<Output<?>> scalars = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      scalars.add(parts.output(i));
    }
    return scalars;
  }

  private TfTensor count(String parameter) {
    return scope.read(Optimizer.slotName(AdamW.STEP, parameter));
  }

  private Operation counted(String parameter, Output<?> one) {
    return nodes
        .node("AssignAddVariableOp")
        .in(variables.handle(Optimizer.slotName(AdamW.STEP, parameter)), one)
        .after(List.of(count(parameter).value().op()))
        .after(gate)
        .attr("dtype", DataType.DT_FLOAT)
        .build();
  }

  /**
   * The product waits too: it is as large as the parameter, and would be held for the whole step.
   */
  private Operation decayed(String name, Output<?> decay, Set<Operation> readers) {
    Output<?> lost = nodes.node("Mul").in(scope.read(name).value(), decay).after(readers).out();
    return nodes
        .node("AssignSubVariableOp")
        .in(variables.handle(name), lost)
        .after(gate)
        .attr("dtype", DataType.DT_FLOAT)
        .build();
  }
}
