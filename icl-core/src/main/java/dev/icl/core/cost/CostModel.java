package dev.icl.core.cost;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts what a program costs by running it over shapes alone: nothing is computed and no tensor is
 * allocated, so a network of billions of parameters is measured in milliseconds.
 *
 * <p>How floating-point operations (FLOPs) are counted, for the algorithm as written and not for
 * what a library makes of it:
 *
 * <ul>
 *   <li>convolutions, {@code linear} and {@code matmul}: a multiply-add is 2; a bias is 1 an output
 *       element; taps that fall on padding count like others;
 *   <li>elementwise operations, comparisons and {@code where}: 1 an output element, transcendental
 *       functions too; reductions and {@code argmax}: 1 an input element; softmax: 5 an element;
 *   <li>pooling: the window's size an output element; linear resize: 2 for each of the 4 (2-D) or 8
 *       (3-D) neighbours of an output element;
 *   <li>normalisation: 4 an element for the statistics, 2 to apply them, 2 for scale and shift;
 *       batch normalisation outside training: 2 an element;
 *   <li>moving elements, casts, one-hot, nearest resize: 0; dropout in training: 1 an element.
 * </ul>
 *
 * <p>Backward: only operations on a path from a parameter to the objective count. A convolution,
 * {@code linear} or {@code matmul} costs its forward FLOPs once for each of input and weight that
 * needs a gradient, so a network's first layer costs twice its forward pass in all and the others
 * three times; every other operation costs its forward FLOPs once more. The update runs the
 * optimiser's own operations for each parameter with a gradient.
 *
 * <p>Activation bytes are the sum over all forward results that take memory of their own:
 * everything but constants, {@code reshape}, {@code transpose}, {@code broadcastTo} and {@code
 * stopGradient}. In training that bounds what is kept for the backward pass; in inference the peak
 * is lower.
 */
public final class CostModel {
  /**
   * A shape and a type, standing for an input.
   *
   * @param dtype element type
   * @param shape sizes of the axes
   */
  public record Input(DType dtype, Shape shape) {
    /** A float32 input. */
    public static Input f32(int... dims) {
      return new Input(DType.F32, Shape.of(dims));
    }

    /** Inputs such as these tensors, by name. */
    public static Map<String, Input> of(Map<String, HostTensor> tensors) {
      Map<String, Input> inputs = new LinkedHashMap<>();
      tensors.forEach((name, t) -> inputs.put(name, new Input(t.dtype(), t.shape())));
      return inputs;
    }
  }

  /** Makes a model; it keeps nothing between measurements. */
  public CostModel() {}

  /**
   * Measures a program.
   *
   * @param program the program to run
   * @param variables the state it may use
   * @param inputs shapes of its inputs by name
   * @param compilation inference or training, the objective and the optimiser
   * @throws IllegalArgumentException if the program's operands do not fit, as on any engine
   */
  public CostReport measure(
      Program program,
      Collection<VariableSpec> variables,
      Map<String, Input> inputs,
      Compilation compilation) {
    Tally tally = new Tally();
    CostScope scope =
        new CostScope(
            tally, variables, compilation.training(), compilation.objective().isPresent());
    Map<String, Tensor> given = new LinkedHashMap<>();
    inputs.forEach(
        (name, input) -> given.put(name, CostTensor.constant(name, input.dtype(), input.shape())));
    Map<String, Tensor> outputs = program.apply(scope, ProgramInputs.of(given));

    Set<CostTensor> reached =
        compilation
            .objective()
            .map(name -> reached((CostTensor) EngineRules.objective(outputs, name)))
            .orElse(Set.of());
    for (CostTensor tensor : reached) {
      if (!tensor.isParameter()) {
        tally.backward(tensor.name(), tensor.backwardFlops());
      }
    }
    List<CostTensor> trained = reached.stream().filter(CostTensor::isParameter).toList();
    long update =
        compilation.optimizer().map(optimizer -> updateFlops(optimizer, trained)).orElse(0L);
    return report(tally, update, variables, outputs);
  }

  /** The number of elements that the parameters among the variables hold. */
  public static long parameters(Collection<VariableSpec> variables) {
    return EngineRules.ofKind(variables, VariableKind.PARAMETER).stream()
        .mapToLong(spec -> spec.shape().numel())
        .sum();
  }

  private static CostReport report(
      Tally tally, long update, Collection<VariableSpec> variables, Map<String, Tensor> outputs) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    outputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    Collection<OpCost> costs = tally.byOp().values();
    return new CostReport(
        tally.forwardFlops(),
        costs.stream().mapToLong(OpCost::backwardFlops).sum(),
        update,
        parameters(variables),
        costs.stream().mapToLong(OpCost::activationBytes).sum(),
        tally.byOp(),
        shapes,
        tally.normalisations());
  }

  /** Every tensor that the objective's gradient reaches. */
  private static Set<CostTensor> reached(CostTensor objective) {
    Set<CostTensor> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<CostTensor> open = new ArrayDeque<>();
    if (objective.differentiable()) {
      open.add(objective);
    }
    while (!open.isEmpty()) {
      CostTensor tensor = open.pop();
      if (reached.add(tensor)) {
        open.addAll(tensor.sources());
      }
    }
    return reached;
  }

  private static long updateFlops(Optimizer optimizer, List<CostTensor> parameters) {
    Tally tally = new Tally();
    Ops ops = new CheckedOps(new CostOps(tally));
    Tensor rate = CostTensor.constant(Optimizer.LEARNING_RATE, DType.F32, Shape.scalar());
    for (CostTensor parameter : parameters) {
      CostTensor like = CostTensor.constant(parameter.name(), parameter.dtype(), parameter.shape());
      Map<String, Tensor> slots = new LinkedHashMap<>();
      optimizer
          .slots()
          .forEach(
              slot -> {
                Shape shape = optimizer.slotShape(slot, parameter.shape());
                slots.put(slot, CostTensor.constant(slot, parameter.dtype(), shape));
              });
      optimizer.update(ops, like, like, slots, rate);
    }
    return tally.forwardFlops();
  }
}
