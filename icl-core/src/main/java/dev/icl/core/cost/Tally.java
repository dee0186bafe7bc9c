package dev.icl.core.cost;

import java.util.Map;
import java.util.TreeMap;

/** Sums that grow while a program runs. */
final class Tally {
  private final Map<String, OpCost> byOp = new TreeMap<>();
  private final Map<String, Integer> normalisations = new TreeMap<>();

  void forward(String op, long flops, long bytes) {
    byOp.merge(op, new OpCost(1, flops, 0, bytes), OpCost::plus);
  }

  void backward(String op, long flops) {
    byOp.merge(op, new OpCost(0, 0, flops, 0), OpCost::plus);
  }

  /** Batch normalisation brought a running statistic up to date. */
  void normalised(String statistic) {
    normalisations.merge(statistic, 1, Integer::sum);
  }

  Map<String, Integer> normalisations() {
    return normalisations;
  }

  Map<String, OpCost> byOp() {
    return byOp;
  }

  long forwardFlops() {
    return byOp.values().stream().mapToLong(OpCost::forwardFlops).sum();
  }
}
