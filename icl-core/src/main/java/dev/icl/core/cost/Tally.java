package dev.icl.core.cost;

import java.util.Map;
import java.util.TreeMap;

/** Sums that grow while a program runs. */
final class Tally {
  private final Map<String, OpCost> byOp = new TreeMap<>();

  void forward(String op, long flops, long bytes) {
    byOp.merge(op, new OpCost(1, flops, 0, bytes), OpCost::plus);
  }

  void backward(String op, long flops) {
    byOp.merge(op, new OpCost(0, 0, flops, 0), OpCost::plus);
  }

  Map<String, OpCost> byOp() {
    return byOp;
  }

  long forwardFlops() {
    return byOp.values().stream().mapToLong(OpCost::forwardFlops).sum();
  }
}
