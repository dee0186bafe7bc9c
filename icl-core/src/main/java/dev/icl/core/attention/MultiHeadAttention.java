package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.Linear;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * Multi-head self-attention (Vaswani et al., NeurIPS 2017), with {@code d = C / heads}: {@code
 * proj(softmax(q·kᵀ / √d) · v)}, {@code [N, L, C] → [N, L, C]}. State: {@code name.qkv [3C, C]}
 * (queries first, then keys, then values) and {@code name.proj [C, C]}, with biases, as in
 * published vision transformers. Tokens of a window are samples of their own: attention within
 * windows is this layer on {@code [N · windows, tokens of a window, C]}.
 */
public final class MultiHeadAttention implements Layer {
  private final int channels;
  private final int heads;
  private final Linear queryKeyValue;
  private final Linear projection;

  /**
   * Declares the layer.
   *
   * @param name state-dict prefix
   * @param channels C
   * @param heads a divisor of {@code channels}
   * @throws IllegalArgumentException if the heads do not divide the channels
   */
  public MultiHeadAttention(String name, int channels, int heads) {
    if (heads < 1 || channels % heads != 0) {
      throw new IllegalArgumentException(heads + " heads do not divide " + channels + " channels");
    }
    this.channels = channels;
    this.heads = heads;
    this.queryKeyValue = new Linear(name + ".qkv", channels, 3 * channels);
    this.projection = new Linear(name + ".proj", channels, channels);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(queryKeyValue, projection));
  }

  /**
   * Attention among the tokens of each sample.
   *
   * @param scope the running program
   * @param tokens {@code [N, L, C]}
   * @return {@code [N, L, C]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor tokens) {
    Tensor mixed = queryKeyValue.apply(scope, tokens);
    return attended(scope, mixed, logits(scope.ops(), mixed));
  }

  /**
   * Attention with something added to the logits: a bias for relative positions, or a mask of large
   * negative numbers.
   *
   * @param scope the running program
   * @param tokens {@code [N, L, C]}
   * @param bias broadcasts to {@code [N, heads, L, L]}, the attending token first
   * @return {@code [N, L, C]}
   */
  public Tensor apply(Scope scope, Tensor tokens, Tensor bias) {
    Tensor mixed = queryKeyValue.apply(scope, tokens);
    return attended(scope, mixed, scope.ops().add(logits(scope.ops(), mixed), bias));
  }

  /** {@code [N, heads, L, L]}. */
  private Tensor logits(Ops ops, Tensor mixed) {
    Tensor queries = ops.mul(part(ops, mixed, 0), 1 / Math.sqrt((double) channels / heads));
    return ops.matmul(queries, ops.transpose(part(ops, mixed, 1), 0, 1, 3, 2));
  }

  private Tensor attended(Scope scope, Tensor mixed, Tensor logits) {
    Ops ops = scope.ops();
    Tensor values = ops.matmul(ops.softmax(logits, -1), part(ops, mixed, 2));
    Shape shape = Shape.of(mixed.shape().dim(0), mixed.shape().dim(1), channels);
    return projection.apply(scope, ops.reshape(ops.transpose(values, 0, 2, 1, 3), shape));
  }

  /** Queries, keys or values, {@code [N, L, 3C] → [N, heads, L, d]}. */
  private Tensor part(Ops ops, Tensor mixed, int index) {
    int samples = mixed.shape().dim(0);
    int tokens = mixed.shape().dim(1);
    Tensor part =
        ops.slice(mixed, new int[] {0, 0, index * channels}, new int[] {samples, tokens, channels});
    Shape split = Shape.of(samples, tokens, heads, channels / heads);
    return ops.transpose(ops.reshape(part, split), 0, 2, 1, 3);
  }
}
