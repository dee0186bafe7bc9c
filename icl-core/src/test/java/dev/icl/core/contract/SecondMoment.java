package dev.icl.core.contract;

import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * An adaptive optimiser that no engine knows: {@code m ← 0.9 m + 0.1 g}, {@code v ← 0.5 v + 0.5
 * g²}, {@code p ← p − rate · m / √(v + 0.01)}.
 */
record SecondMoment() implements Optimizer {
  @Override
  public List<String> slots() {
    return List.of("m", "v");
  }

  @Override
  public Update update(
      Ops ops, Tensor parameter, Tensor gradient, Map<String, Tensor> slots, Tensor learningRate) {
    Tensor m = ops.add(ops.mul(slots.get("m"), 0.9), ops.mul(gradient, 0.1));
    Tensor v = ops.add(ops.mul(slots.get("v"), 0.5), ops.mul(ops.square(gradient), 0.5));
    Tensor step = ops.mul(ops.mul(m, ops.rsqrt(ops.add(v, 0.01))), learningRate);
    return new Update(ops.sub(parameter, step), Map.of("m", m, "v", v));
  }
}
