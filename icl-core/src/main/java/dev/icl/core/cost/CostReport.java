package dev.icl.core.cost;

import dev.icl.core.tensor.Shape;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cost of one run of a program; {@link CostModel} states how it is counted.
 *
 * @param forwardFlops floating-point operations of the forward pass
 * @param backwardFlops of the gradients; 0 without an objective
 * @param updateFlops of the optimiser; 0 without one
 * @param parameters the number of trained parameters
 * @param activationBytes bytes of all forward results together, views not counted
 * @param byOp the forward and backward pass by operation
 * @param outputs shapes of the program's outputs
 * @param normalisations the number of times batch normalisation assigns each running statistic, by
 *     the name of the variable
 */
public record CostReport(
    long forwardFlops,
    long backwardFlops,
    long updateFlops,
    long parameters,
    long activationBytes,
    Map<String, OpCost> byOp,
    Map<String, Shape> outputs,
    Map<String, Integer> normalisations) {
  /** Copies the maps, sorted by name. */
  public CostReport {
    byOp = Collections.unmodifiableMap(new TreeMap<>(byOp));
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
    normalisations = Collections.unmodifiableMap(new TreeMap<>(normalisations));
  }

  /** All floating-point operations: forward, backward and update. */
  public long flops() {
    return Math.addExact(Math.addExact(forwardFlops, backwardFlops), updateFlops);
  }
}
