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
 * Multi-head cross attention of class queries to tokens, with {@code d = C / heads}: {@code logits =
 * q·kᵀ / √d}, {@code attended = proj(softmax(logits)·v)}. State: {@code name.fc_q [C, C]}, {@code
 * name.fc_kv [2C, C]} (keys first, then values), {@code name.proj [C, C]}, with biases.
 *
 * <p>As in the reference program, queries {@code [N, K, C]} become {@code [N, heads, K, d]}, and the
 * attended values {@code [N, K, C]} again, by a plain reshape: heads mix parts of different
 * classes. Tokens are split into heads the usual way.
 */
public final class ClassCrossAttention implements ClassAttention {
  private final int channels;
  private final int heads;
  private final Linear query;
  private final Linear keyValue;
  private final Linear projection;

  /**
   * @param name state-dict prefix
   * @param channels C
   * @param heads a divisor of {@code channels}
   * @throws IllegalArgumentException if the heads do not divide the channels
   */
  public ClassCrossAttention(String name, int channels, int heads) {
    if (heads < 1 || channels % heads != 0) {
      throw new IllegalArgumentException(heads + " heads do not divide " + channels + " channels");
    }
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
    int width = channels / heads;
    Shape split = Shape.of(shape.dim(0), heads, shape.dim(1), width);
    Tensor scaled = ops.mul(query.apply(scope, queries), 1 / Math.sqrt(width));
    Tensor keys = ops.transpose(tokenHeads(scope, tokens, 0), 0, 2, 3, 1);
    return ops.matmul(ops.reshape(scaled, split), keys);
  }

  @Override
  public Tensor attended(Scope scope, Tensor logits, Tensor tokens) {
    Ops ops = scope.ops();
    Shape shape = logits.shape();
    Tensor values = ops.transpose(tokenHeads(scope, tokens, channels), 0, 2, 1, 3);
    Tensor context = ops.matmul(ops.softmax(logits, -1), values);
    return projection.apply(
        scope, ops.reshape(context, Shape.of(shape.dim(0), shape.dim(2), channels)));
  }

  /** Keys or values of the tokens, {@code [N, L, heads, d]}. */
  private Tensor tokenHeads(Scope scope, Tensor tokens, int firstRow) {
    Shape shape = tokens.shape();
    return scope
        .ops()
        .reshape(
            keyValue.applyRows(scope, tokens, firstRow, channels),
            Shape.of(shape.dim(0), shape.dim(1), heads, channels / heads));
  }
}
