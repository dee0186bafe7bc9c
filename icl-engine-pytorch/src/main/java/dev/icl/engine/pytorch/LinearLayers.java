package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * Linear layers {@code y = x · Wᵀ + b}.
 *
 * <p>The product of a large weight and few rows takes as long as it takes to bring the weight into
 * the order that the product's innermost loop reads. On AMD processors MKL does less of that with
 * the weight as the left operand, {@code yᵀ = W · xᵀ + b}, and the same for the gradient of {@code
 * x}: a layer of 4096×4096 and 64 rows took 14 ms in place of 19. On Intel processors, where it has
 * other loops, the gradient took 13 ms in place of 10.
 */
final class LinearLayers {
  /** Weights from which on they do not fit into a core's cache. */
  private static final long LARGE = 1 << 20;

  /** The least ratio of the weight's rows to the batch's. */
  private static final int RATIO = 4;

  private final Kernels kernels;
  private final boolean weightFromTheLeft;

  /**
   * @param weightFromTheLeft whether large weights are the left operands of their products
   */
  LinearLayers(Kernels kernels, boolean weightFromTheLeft) {
    this.kernels = kernels;
    this.weightFromTheLeft = weightFromTheLeft;
  }

  /** Whether a weight is a matrix so large that what is as large as it is worth avoiding. */
  static boolean isLarge(PtNDArray weight) {
    return weight.getShape().dimension() == 2 && weight.getShape().size() >= LARGE;
  }

  /** Whether a batch has far fewer rows than a weight. */
  static boolean hasFewRows(PtNDArray input, PtNDArray weight) {
    int last = input.getShape().dimension() - 1;
    long rows = input.getShape().size() / Math.max(1, input.getShape().get(last));
    return rows * RATIO <= weight.getShape().get(0);
  }

  /**
   * The layer, with gradients for all operands that want them.
   *
   * @param bias may be null
   */
  PtNDArray apply(PtNDArray input, PtNDArray weight, @Nullable PtNDArray bias) {
    boolean matrix = input.getShape().dimension() == 2;
    if (!weightFromTheLeft || !matrix || !isLarge(weight) || !hasFewRows(input, weight)) {
      return JniUtils.linear(input, weight, bias);
    }
    return bias == null
        ? kernels.call("torch.contiguous(torch.t(torch.mm(b, torch.t(a))))", input, weight)
        : kernels.call(
            "torch.contiguous(torch.t(torch.addmm(torch.unsqueeze(c, 1), b, torch.t(a))))",
            input,
            weight,
            bias);
  }
}
