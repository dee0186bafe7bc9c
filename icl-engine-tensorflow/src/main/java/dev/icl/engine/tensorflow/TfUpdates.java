package dev.icl.engine.tensorflow;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Changes of variables at the end of a step. */
final class TfUpdates {
  /** Operations whose result is their operand's memory. */
  private static final Set<String> ALIASES =
      Set.of("Reshape", "Identity", "StopGradient", "ExpandDims", "Squeeze");

  /** Elements from which on a parameter is large. */
  private static final long LARGE = 1 << 20;

  /**
   * Elements from which on parameters change one after another, each with the gradient of its own
   * alone in memory.
   */
  private static final long HUGE = 1 << 25;

  private final TfVariables variables;
  private final Nodes nodes;
  private final Arranger arranger;
  private final TfScope scope;
  private final List<Operation> gate;
  private final Map<String, Operation> assignments = new HashMap<>();

  /** The last change of a huge parameter. */
  private List<Operation> lastHuge = List.of();

  /**
   * @param gate the operations that every change waits for; none happens where they do not run
   */
  TfUpdates(
      TfVariables variables, Nodes nodes, Arranger arranger, TfScope scope, List<Operation> gate) {
    this.variables = variables;
    this.nodes = nodes;
    this.arranger = arranger;
    this.scope = scope;
    this.gate = gate;
  }

  /** Writes what the program assigned, after everything was read. */
  List<Operation> assignments() {
    scope
        .assigned()
        .forEach((name, value) -> assignments.put(name, assign(name, value, List.of())));
    return List.copyOf(assignments.values());
  }

  /** Lets the optimiser change the parameters that have a gradient. */
  List<Operation> optimise(
      Optimizer optimizer,
      Map<String, TfTensor> gradients,
      Collection<TfTensor> outputs,
      TfTensor rate) {
    for (String parameter : gradients.keySet()) {
      for (String slot : optimizer.slots()) {
        String name = Optimizer.slotName(slot, parameter);
        if (!variables.contains(name)) {
          Shape shape = optimizer.slotShape(slot, variables.spec(parameter).shape());
          variables.createSlot(name, parameter, shape);
        }
      }
    }
    Set<Operation> needed = new HashSet<>();
    gradients.values().forEach(gradient -> Ancestry.add(needed, gradient.value()));
    outputs.forEach(output -> Ancestry.add(needed, output.value()));
    scope.assigned().values().forEach(value -> Ancestry.add(needed, value.value()));
    Map<String, Set<Operation>> readers = new HashMap<>();
    gradients
        .keySet()
        .forEach(name -> readers.put(name, readers(scope.read(name).value().op(), needed)));
    List<Operation> updates = new ArrayList<>();
    Map<String, TfTensor> adapted = new LinkedHashMap<>();
    gradients.forEach(
        (name, gradient) -> {
          if (assignments.containsKey(name)) {
            updates.addAll(general(optimizer, name, gradient, rate));
          } else if (optimizer instanceof Sgd sgd) {
            updates.add(inTurn(sgd, name, gradient, rate, readers.getOrDefault(name, Set.of())));
          } else if (optimizer instanceof AdamW) {
            adapted.put(name, gradient);
          } else {
            updates.addAll(general(optimizer, name, gradient, rate));
          }
        });
    if (optimizer instanceof AdamW adamw) {
      updates.addAll(
          new AdamWUpdates(variables, nodes, scope, gate).of(adamw, adapted, rate, readers));
    }
    return updates;
  }

  private Operation inTurn(
      Sgd sgd, String name, TfTensor gradient, TfTensor rate, Set<Operation> readers) {
    if (variables.spec(name).shape().numel() < HUGE) {
      return sgd(sgd, name, gradient, rate, readers);
    }
    Set<Operation> before = new HashSet<>(readers);
    before.addAll(lastHuge);
    TfTensor deferred = gradient.with(deferred(gradient.value()));
    Operation update = sgd(sgd, name, deferred, rate, before);
    lastHuge = List.of(update);
    return update;
  }

  /**
   * The same gradient, where it is a product of matrices as one that waits for the last change of a
   * huge parameter. Its factors are small; nothing else reads the product.
   */
  private Output<?> deferred(Output<?> gradient) {
    GraphOperation operation = (GraphOperation) gradient.op();
    if (operation.type().equals("Reshape")) {
      return nodes.op("Reshape", deferred(operation.input(0)), operation.input(1));
    }
    if (!operation.type().equals("MatMul")
        || inVariable(operation.input(0))
        || inVariable(operation.input(1))) {
      return gradient;
    }
    return nodes
        .node("MatMul")
        .in(operation.input(0), operation.input(1))
        .attr("transpose_a", operation.attributes().getAttrBool("transpose_a"))
        .attr("transpose_b", operation.attributes().getAttrBool("transpose_b"))
        .after(lastHuge)
        .out();
  }

  /** Whether a value is in the memory of a variable, which may change before a later reader. */
  private static boolean inVariable(Output<?> value) {
    GraphOperation operation = (GraphOperation) value.op();
    while (ALIASES.contains(operation.type())) {
      operation = (GraphOperation) operation.input(0).op();
    }
    return operation.type().equals("ReadVariableOp");
  }

  /** The step of {@code torch.optim.SGD}, in place. */
  private Operation sgd(
      Sgd sgd, String name, TfTensor gradient, TfTensor rate, Set<Operation> readers) {
    Output<?> value = scope.read(name).value();
    Output<?> decayed = gradient.value();
    if (sgd.weightDecay() > 0) {
      Output<?> decay = nodes.scalar(gradient.dtype(), sgd.weightDecay());
      // it waits: a product as large as the parameter would else be held for the whole step
      Output<?> lost = nodes.node("Mul").in(value, decay).after(waiting(name, readers)).out();
      decayed = nodes.op("AddV2", lost, decayed);
    }
    if (sgd.momentum() == 0) {
      return nodes
          .node("ResourceApplyGradientDescent")
          .in(variables.handle(name), rate.value(), decayed)
          .after(readers)
          .after(gate)
          .build();
    }
    String slot = Optimizer.slotName(Sgd.MOMENTUM_BUFFER, name);
    return nodes
        .node("ResourceApplyMomentum")
        .in(
            variables.handle(name),
            variables.handle(slot),
            rate.value(),
            decayed,
            nodes.scalar(gradient.dtype(), sgd.momentum()))
        .after(readers)
        .after(gate)
        .build();
  }

  private Set<Operation> waiting(String name, Set<Operation> readers) {
    return variables.spec(name).shape().numel() < LARGE ? Set.of() : readers;
  }

  private List<Operation> general(
      Optimizer optimizer, String name, TfTensor gradient, TfTensor rate) {
    Ops ops = new CheckedOps(new TfOps(nodes));
    Map<String, Tensor> slots = new HashMap<>();
    optimizer.slots().forEach(slot -> slots.put(slot, scope.read(Optimizer.slotName(slot, name))));
    Tensor parameter = scope.variable(name);
    Optimizer.Update update = optimizer.update(ops, parameter, gradient, slots, rate);
    List<Operation> operations = new ArrayList<>();
    Operation before = assignments.get(name);
    operations.add(
        assign(
            name, TfTensor.of(update.parameter()), before == null ? List.of() : List.of(before)));
    update
        .slots()
        .forEach(
            (slot, value) ->
                operations.add(
                    assign(Optimizer.slotName(slot, name), TfTensor.of(value), List.of())));
    return operations;
  }

  private Operation assign(String name, TfTensor value, List<Operation> after) {
    VariableSpec spec = variables.spec(name);
    return nodes
        .node("AssignVariableOp")
        .in(variables.handle(name), arranger.in(value, variables.layout(name)))
        .after(List.of(scope.read(name).value().op()))
        .after(after)
        .after(gate)
        .attr("dtype", TfDtypes.of(spec.dtype()))
        .build();
  }

  /**
   * The operations that use a variable's memory in this step: once all of them have run, the
   * variable can change in place.
   *
   * @param needed the operations that the step runs; the graph holds more, such as derivatives
   *     nobody asks for
   */
  private static Set<Operation> readers(Operation read, Set<Operation> needed) {
    Set<Operation> readers = new HashSet<>(Set.of(read));
    Deque<Operation> queue = new ArrayDeque<>(readers);
    while (!queue.isEmpty()) {
      for (GraphOperation consumer : ((GraphOperation) queue.remove()).consumers()) {
        if (needed.contains(consumer)
            && readers.add(consumer)
            && ALIASES.contains(consumer.type())) {
          queue.add(consumer);
        }
      }
    }
    return readers;
  }
}
