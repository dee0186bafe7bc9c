package dev.icl.core.optim;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum and weight decay, as {@code torch.optim.SGD}: {@code g
 * ← g + decay · p}, {@code m ← momentum · m + g}, {@code p ← p − rate · m}. A parameter that gets
 * no gradient is left alone, decay included.
 *
 * @param momentum 0 (none) to below 1
 * @param weightDecay at least 0
 */
public record Sgd(double momentum, double weightDecay) implements Optimizer {
  /** The slot's state-dict name. */
  public static final String MOMENTUM_BUFFER = "momentum_buffer";

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public Sgd {
    if (!(momentum >= 0 && momentum < 1) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "momentum must be in [0, 1) and weight decay at least 0: "
              + momentum
              + ", "
              + weightDecay);
    }
  }

  @Override
  public List<String> slots() {
    return momentum == 0 ? List.of() : List.of(MOMENTUM_BUFFER);
  }

  @Override
  public Update update(
      Ops ops, Tensor parameter, Tensor gradient, Map<String, Tensor> slots, Tensor learningRate) {
    Tensor decayed = ops.add(gradient, ops.mul(parameter, weightDecay));
    if (momentum == 0) {
      return new Update(ops.sub(parameter, ops.mul(decayed, learningRate)), Map.of());
    }
    Tensor buffer = ops.add(ops.mul(Optimizer.slot(slots, MOMENTUM_BUFFER), momentum), decayed);
    return new Update(
        ops.sub(parameter, ops.mul(buffer, learningRate)), Map.of(MOMENTUM_BUFFER, buffer));
  }
}
