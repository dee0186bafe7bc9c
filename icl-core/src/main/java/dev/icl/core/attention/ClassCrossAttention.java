package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Linear;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * Multi-head cross attention of class queries to tokens, with {@code d = C / heads}: {@code logits
 * = q·kᵀ / √d}, {@code attended = proj(softmax(logits)·v)}. State: {@code name.fc_q [C, C]}, {@code
 * name.fc_kv [2C, C]} (keys first, then values), {@code name.proj [C, C]}, with biases.
 *
 * <p>As in the reference program, queries {@code [N, K, C]} become {@code [N, heads, K, d]}, and
 * the attended values {@code [N, K, C]} again, by a plain reshape: heads mix parts of different
 * classes. Tokens are split into heads the usual way.
 *
 * <p>Neither keys nor values are ever computed: over all heads there are fewer queries than
 * channels, so the queries go through the keys' weights, {@code q·(W·t + b)ᵀ = (q·W)·tᵀ + q·b}, and
 * the attended tokens through the values'.
 */
public final class ClassCrossAttention implements ClassAttention {
  private final AttentionHeads attention;
  private final int channels;
  private final int heads;
  private final Linear query;
  private final Linear keyValue;
  private final Linear projection;

  /**
   * Declares the layer.
   *
   * @param name state-dict prefix
   * @param channels C
   * @param heads a divisor of {@code channels}
   * @throws IllegalArgumentException if the heads do not divide the channels
   */
  public ClassCrossAttention(String name, int channels, int heads) {
    this.attention = new AttentionHeads(channels, heads);
    this.channels = channels;
    this.heads = heads;
    this.query = new Linear(name + ".fc_q", channels, channels);
    this.keyValue = new Linear(name + ".fc_kv", channels, 2 * channels);
    this.projection = new Linear(name + ".proj", channels, channels);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(query, keyValue, projection));
  }

  @Override
  public Tensor logits(Scope scope, Tensor queries, Tensor tokens) {
    Ops ops = scope.ops();
    Shape shape = queries.shape();
    int width = attention.width();
    Shape split = Shape.of(shape.dim(0), heads, shape.dim(1), width);
    Tensor scaled = ops.mul(query.apply(scope, queries), attention.scale());
    Tensor rows = headsFirst(ops, ops.reshape(scaled, split));
    Tensor keyed = ops.matmul(rows, weights(scope, 0));
    Tensor offset = ops.matmul(rows, ops.reshape(biases(scope, 0), Shape.of(heads, width, 1)));
    Tensor products =
        AttentionHeads.logits(ops, samplesFirst(ops, keyed, shape), ops.transpose(tokens, 0, 2, 1));
    Tensor logits = ops.add(ops.lastUse(products), samplesFirst(ops, offset, shape));
    return ops.reshape(logits, Shape.of(shape.dim(0), heads, shape.dim(1), tokens.shape().dim(1)));
  }

  @Override
  public Tensor attended(Scope scope, Tensor logits, Tensor tokens) {
    Ops ops = scope.ops();
    Shape shape = logits.shape();
    int samples = shape.dim(0);
    int classes = shape.dim(2);
    int width = attention.width();
    Shape rows = Shape.of(samples, heads * classes, shape.dim(3));
    Tensor gathered = AttentionHeads.gathered(ops, ops.reshape(logits, rows), tokens);
    Tensor split = ops.reshape(gathered, Shape.of(samples, heads, classes, channels));
    Tensor values =
        ops.matmul(headsFirst(ops, split), ops.transpose(weights(scope, channels), 0, 2, 1));
    // the shares of a softmax add up to one, so the bias comes through as it is
    Tensor context =
        ops.add(values, ops.reshape(biases(scope, channels), Shape.of(heads, 1, width)));
    Tensor mixed =
        ops.transpose(ops.reshape(context, Shape.of(heads, samples, classes, width)), 1, 0, 2, 3);
    return projection.apply(scope, ops.reshape(mixed, Shape.of(samples, classes, channels)));
  }

  /** {@code [N, heads, K, M] → [heads, N·K, M]}. */
  private Tensor headsFirst(Ops ops, Tensor x) {
    Shape shape = x.shape();
    return ops.reshape(
        ops.transpose(x, 1, 0, 2, 3), Shape.of(heads, shape.dim(0) * shape.dim(2), shape.dim(3)));
  }

  /**
   * {@code [heads, N·K, M] → [N, heads·K, M]}.
   *
   * @param queries {@code [N, K, C]}
   */
  private Tensor samplesFirst(Ops ops, Tensor x, Shape queries) {
    int samples = queries.dim(0);
    int classes = queries.dim(1);
    int last = x.shape().dim(2);
    Tensor split = ops.reshape(x, Shape.of(heads, samples, classes, last));
    return ops.reshape(ops.transpose(split, 1, 0, 2, 3), Shape.of(samples, heads * classes, last));
  }

  /** Weights of the keys (from row 0) or values (from row C), {@code [heads, d, C]}. */
  private Tensor weights(Scope scope, int firstRow) {
    Tensor rows = keyValue.weightRows(scope, firstRow, channels);
    return scope.ops().reshape(rows, Shape.of(heads, attention.width(), channels));
  }

  private Tensor biases(Scope scope, int firstRow) {
    return keyValue.biasRows(scope, firstRow, channels);
  }
}
