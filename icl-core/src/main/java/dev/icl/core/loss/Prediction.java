package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Class scores of one step, and what losses derive from them, computed once and only if asked for.
 * Lives as long as the tensors of the step.
 */
public final class Prediction {
  private final Ops ops;
  private final Tensor logits;
  private @Nullable Tensor logProbabilities;
  private @Nullable Tensor probabilities;

  /**
   * @param logits class scores before the softmax, {@code [N, C, spatial]}
   */
  public Prediction(Ops ops, Tensor logits) {
    this.ops = ops;
    this.logits = logits;
  }

  /** Logarithms of the probabilities, {@code [N, C, spatial]}. */
  public Tensor logProbabilities() {
    if (logProbabilities == null) {
      logProbabilities = ops.logSoftmax(logits, 1);
    }
    return logProbabilities;
  }

  /** Softmax over the classes, {@code [N, C, spatial]}. */
  public Tensor probabilities() {
    if (probabilities == null) {
      probabilities = logProbabilities == null ? ops.softmax(logits, 1) : ops.exp(logProbabilities);
    }
    return probabilities;
  }
}
