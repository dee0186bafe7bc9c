package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;

/**
 * The blocks of a traced step whose values are not kept for the gradient. The gradient ends at
 * their results; a copy of the block, whose inputs wait for the gradients of the results, takes
 * them on.
 */
final class TfBlocks {
  /**
   * A block that was traced.
   *
   * @param block from the inputs to the results
   * @param inputs of the block
   * @param results the values at which the gradient ends
   * @param draws before the block
   * @param assigned the values that variables had been assigned before
   */
  record Traced(
      UnaryOperator<List<Tensor>> block,
      List<TfTensor> inputs,
      List<TfTensor> results,
      TfDraws.Count draws,
      Map<String, TfTensor> assigned) {}

  private final Nodes nodes;
  private final TfDraws draws;
  private final boolean active;
  private final List<Traced> traced = new ArrayList<>();
  private boolean inside;
  private @Nullable Map<String, TfTensor> assignedBefore;

  /**
   * @param nodes of the trace
   * @param draws of the step
   * @param active whether blocks are computed twice; otherwise they are like everything else
   */
  TfBlocks(Nodes nodes, TfDraws draws, boolean active) {
    this.nodes = nodes;
    this.draws = draws;
    this.active = active;
  }

  /** Forgets the blocks of the micro-batch before. */
  void begin() {
    traced.clear();
  }

  /** The blocks of the micro-batch, in their order. */
  List<Traced> traced() {
    return traced;
  }

  /** Whether a copy of a block is traced. */
  boolean repeating() {
    return assignedBefore != null;
  }

  /** The assignments that variables are read from: in a copy those that its block saw. */
  Map<String, TfTensor> assignedBefore(Map<String, TfTensor> now) {
    return assignedBefore == null ? now : assignedBefore;
  }

  /**
   * The results of a block.
   *
   * @param block from the inputs to the results
   * @param inputs of the block
   * @param assigned the values that variables have been assigned so far
   */
  List<Tensor> apply(
      UnaryOperator<List<Tensor>> block, List<Tensor> inputs, Map<String, TfTensor> assigned) {
    if (!active || inside) {
      return block.apply(inputs);
    }
    TfDraws.Count before = draws.count();
    Map<String, TfTensor> seen = new HashMap<>(assigned);
    List<TfTensor> results = new ArrayList<>();
    inside = true;
    try {
      for (Tensor result : block.apply(inputs)) {
        results.add(ended(TfTensor.of(result)));
      }
    } finally {
      inside = false;
    }
    traced.add(
        new Traced(block, inputs.stream().map(TfTensor::of).toList(), results, before, seen));
    return List.copyOf(results);
  }

  /** The identity in front makes this an operation of its own, whatever the block returned. */
  private TfTensor ended(TfTensor result) {
    return result.with(nodes.op("Identity", nodes.op("StopGradient", result.value())));
  }

  /**
   * A copy of a block.
   *
   * @param one the block
   * @param inputs of the copy
   * @param after the operations that its random draws wait for
   * @return its results
   */
  List<TfTensor> repeat(Traced one, List<TfTensor> inputs, List<Operation> after) {
    TfDraws.Count now = draws.count();
    List<Operation> waiting = draws.after();
    draws.rewind(one.draws());
    draws.after(after);
    inside = true;
    assignedBefore = one.assigned();
    try {
      return one.block().apply(List.copyOf(inputs)).stream().map(TfTensor::of).toList();
    } finally {
      assignedBefore = null;
      inside = false;
      draws.after(waiting);
      draws.rewind(now);
    }
  }
}
