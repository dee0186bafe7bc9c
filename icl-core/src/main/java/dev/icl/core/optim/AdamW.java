package dev.icl.core.optim;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay, as {@code torch.optim.AdamW}: {@code p ← p − rate · decay · p},
 * {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}, {@code p ← p − rate · m̂ / (√v̂ +
 * ε)} with {@code m̂ = m / (1 − β₁ᵗ)} and {@code v̂ = v / (1 − β₂ᵗ)}. A parameter that gets no
 * gradient is left alone, decay and step count included.
 *
 * @param beta1 share of the mean gradient kept at a step, 0 to below 1
 * @param beta2 share of the mean squared gradient kept at a step, 0 to below 1
 * @param epsilon added to the denominator, above 0
 * @param weightDecay at least 0
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  /** The state-dict name of the mean gradient {@code m}. */
  public static final String MEAN = "exp_avg";

  /** The state-dict name of the mean squared gradient {@code v}. */
  public static final String MEAN_SQUARE = "exp_avg_sq";

  /** The state-dict name of the count of steps {@code t}, one number per parameter. */
  public static final String STEP = "step";

  /** The argument from which {@code exp(−x)} is negligible compared with 1 in double precision. */
  private static final double VANISHED = 100;

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public AdamW {
    if (!(beta1 >= 0 && beta1 < 1)
        || !(beta2 >= 0 && beta2 < 1)
        || !(epsilon > 0)
        || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "betas must be in [0, 1), epsilon above 0 and weight decay at least 0: %s, %s, %s, %s"
              .formatted(beta1, beta2, epsilon, weightDecay));
    }
  }

  @Override
  public List<String> slots() {
    return List.of(MEAN, MEAN_SQUARE, STEP);
  }

  @Override
  public Shape slotShape(String slot, Shape parameter) {
    return slot.equals(STEP) ? Shape.scalar() : parameter;
  }

  @Override
  public Update update(
      Ops ops, Tensor parameter, Tensor gradient, Map<String, Tensor> slots, Tensor learningRate) {
    Tensor step = ops.add(Optimizer.slot(slots, STEP), 1);
    Tensor mean = moved(ops, Optimizer.slot(slots, MEAN), gradient, beta1);
    Tensor square = moved(ops, Optimizer.slot(slots, MEAN_SQUARE), ops.square(gradient), beta2);
    Tensor root = ops.div(ops.sqrt(square), ops.sqrt(seen(ops, step, beta2)));
    Tensor rate = ops.div(learningRate, seen(ops, step, beta1));
    Tensor decayed = ops.sub(parameter, ops.mul(parameter, ops.mul(learningRate, weightDecay)));
    return new Update(
        ops.sub(decayed, ops.mul(ops.div(mean, ops.add(root, epsilon)), rate)),
        Map.of(MEAN, mean, MEAN_SQUARE, square, STEP, step));
  }

  private static Tensor moved(Ops ops, Tensor mean, Tensor value, double kept) {
    return ops.add(ops.mul(mean, kept), ops.mul(value, 1 - kept));
  }

  /**
   * {@code 1 − kept^step}, as {@code 2 h / (1 + h)} with {@code h = tanh(step · −ln(kept) / 2)}: in
   * float32 the difference itself would lose half of its digits in the first steps.
   */
  private static Tensor seen(Ops ops, Tensor step, double kept) {
    double decay = Math.min(-Math.log(kept), VANISHED);
    Tensor half = ops.tanh(ops.mul(step, decay / 2));
    return ops.div(ops.mul(half, 2), ops.add(half, 1));
  }
}
