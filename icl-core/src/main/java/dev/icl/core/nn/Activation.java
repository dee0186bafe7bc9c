package dev.icl.core.nn;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/**
 * An activation function: {@code x} where positive, {@code slope · x} elsewhere.
 *
 * @param slope of the negative side: 0 for the ReLU, 1 for no activation, anything else for a leaky
 *     ReLU
 */
public record Activation(double slope) {
  /** The rectified linear unit, {@code max(x, 0)}. */
  public static final Activation RELU = new Activation(0);

  /** Values as they are. */
  public static final Activation NONE = new Activation(1);

  /**
   * A leaky ReLU.
   *
   * @param slope of the negative side; PyTorch's default is 0.01
   */
  public static Activation leakyRelu(double slope) {
    return new Activation(slope);
  }

  /**
   * The activated values.
   *
   * @param ops the operations of the running program
   * @param x any shape; nobody else reads it ({@link Ops#lastUse})
   * @return of the same shape
   */
  public Tensor apply(Ops ops, Tensor x) {
    if (slope == 1) {
      return x;
    }
    Tensor last = ops.lastUse(x);
    return slope == 0 ? ops.relu(last) : ops.leakyRelu(last, slope);
  }
}
