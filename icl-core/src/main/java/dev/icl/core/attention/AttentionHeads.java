package dev.icl.core.attention;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/**
 * Scaled dot-product attention over heads that share the channels evenly, the arithmetic of windows
 * and of class decoders. No engine's fused attention serves either: class decoders pass the logits
 * on, and with a bias that is learned, as that of windows, libtorch's {@code
 * scaled_dot_product_attention} takes these same steps.
 *
 * @param channels C
 * @param heads a divisor of the channels
 */
record AttentionHeads(int channels, int heads) {
  /** Checks that the heads divide the channels. */
  AttentionHeads {
    if (heads < 1 || channels % heads != 0) {
      throw new IllegalArgumentException(heads + " heads do not divide " + channels + " channels");
    }
  }

  /** Channels of a head, d. */
  int width() {
    return channels / heads;
  }

  /** The factor of the queries, {@code 1 / √d}. */
  double scale() {
    return 1 / Math.sqrt(width());
  }

  /**
   * The products of queries and keys, before the softmax.
   *
   * @param ops the operations of the running program
   * @param queries {@code [..., Q, M]}, scaled
   * @param keys {@code [..., M, L]}, transposed
   * @return {@code [..., Q, L]}
   */
  static Tensor logits(Ops ops, Tensor queries, Tensor keys) {
    return ops.matmul(queries, keys);
  }

  /**
   * The sums of the values, by the shares that a softmax makes of the logits.
   *
   * @param ops the operations of the running program
   * @param logits {@code [..., Q, L]}
   * @param values {@code [..., L, M]}
   * @return {@code [..., Q, M]}
   */
  static Tensor gathered(Ops ops, Tensor logits, Tensor values) {
    return ops.matmul(ops.softmax(logits, -1), values);
  }
}
