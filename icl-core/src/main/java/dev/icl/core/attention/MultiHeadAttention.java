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
  private final AttentionHeads attention;
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
    this.attention = new AttentionHeads(channels, heads);
    this.channels = channels;
    this.heads = heads;
    this.queryKeyValue = new Linear(name + ".qkv", channels, 3 * channels);
    this.projection = new Linear(name + ".proj", channels, channels);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(queryKeyValue, projection));
  }

  /** C. */
  public int channels() {
    return channels;
  }

  /** The number of heads. */
  public int heads() {
    return heads;
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
    return gathered(scope, tokens, logits(scope, tokens, 1));
  }

  /**
   * Attention with something added to the logits: a bias for relative positions, or a mask of large
   * negative numbers.
   *
   * @param scope the running program
   * @param tokens {@code [N, L, C]}
   * @param bias broadcasts to {@code [heads, L, L]}, the attending token first
   * @return {@code [N, L, C]}
   */
  public Tensor apply(Scope scope, Tensor tokens, Tensor bias) {
    Ops ops = scope.ops();
    return gathered(scope, tokens, ops.add(ops.lastUse(logits(scope, tokens, 1)), bias));
  }

  /**
   * Attention with a bias for all samples and masks for groups of them, such as the windows of one
   * image: sample {@code n} has the mask {@code n mod G}.
   *
   * @param scope the running program
   * @param tokens {@code [N, L, C]}, N a multiple of G
   * @param bias broadcasts to {@code [heads, L, L]}, the attending token first
   * @param mask {@code [G, L, L]}, added for every head
   * @return {@code [N, L, C]}
   */
  public Tensor apply(Scope scope, Tensor tokens, Tensor bias, Tensor mask) {
    Ops ops = scope.ops();
    int group = mask.shape().dim(0);
    int length = mask.shape().dim(1);
    Tensor forEachHead = ops.reshape(mask, Shape.of(group, 1, length, length));
    Tensor biased = ops.add(ops.lastUse(logits(scope, tokens, group)), bias);
    return gathered(scope, tokens, ops.add(ops.lastUse(biased), forEachHead));
  }

  /** {@code [N / group, group, heads, L, L]}. */
  private Tensor logits(Scope scope, Tensor tokens, int group) {
    Ops ops = scope.ops();
    double scale = attention.scale();
    // the scale goes into the weights, which are smaller than the queries
    Tensor weight = ops.mul(queryKeyValue.weightRows(scope, 0, channels), scale);
    Tensor offset = ops.mul(queryKeyValue.biasRows(scope, 0, channels), scale);
    Tensor queries = split(ops, ops.linear(tokens, weight, offset), group);
    Tensor keys = split(ops, part(scope, tokens, 1), group);
    return AttentionHeads.logits(
        ops, ops.transpose(queries, 0, 1, 3, 2, 4), ops.transpose(keys, 0, 1, 3, 4, 2));
  }

  /** The values that the tokens attend to, projected, {@code [N, L, C]}. */
  private Tensor gathered(Scope scope, Tensor tokens, Tensor logits) {
    Ops ops = scope.ops();
    Tensor values = split(ops, part(scope, tokens, 2), logits.shape().dim(1));
    Tensor sums = AttentionHeads.gathered(ops, logits, ops.transpose(values, 0, 1, 3, 2, 4));
    Tensor merged = ops.reshape(ops.transpose(sums, 0, 1, 3, 2, 4), tokens.shape());
    return projection.apply(scope, merged);
  }

  /** Queries, keys or values, {@code [N, L, C]}: each by itself, so that nothing is cut up. */
  private Tensor part(Scope scope, Tensor tokens, int index) {
    return scope
        .ops()
        .linear(
            tokens,
            queryKeyValue.weightRows(scope, index * channels, channels),
            queryKeyValue.biasRows(scope, index * channels, channels));
  }

  /** {@code [N, L, C] → [N / group, group, L, heads, d]}. */
  private Tensor split(Ops ops, Tensor x, int group) {
    Shape shape = x.shape();
    return ops.reshape(
        x, Shape.of(shape.dim(0) / group, group, shape.dim(1), heads, attention.width()));
  }
}
