package dev.icl.modules.proxy;

import dev.icl.core.attention.AttentionMapMixer;
import dev.icl.core.attention.ClassAttention;
import dev.icl.core.attention.ClassCrossAttention;
import dev.icl.core.attention.DropPath;
import dev.icl.core.attention.Mlp;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.LayerNorm;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * One scale of a semantic proxy: class queries attend to tokens, and the attention logits become
 * class maps.
 *
 * <ol>
 *   <li>{@code attended, logits = attention(LN(queries), LN(tokens))}
 *   <li>{@code q = attended + droppath(attended)}; {@code q ← q + droppath(MLP(LN(q)))}
 *   <li>{@code a = logits + droppath(logits)}, {@code [N, K, heads, L]}; {@code a ← mixer(a)}, in
 *       the reference program {@code a + droppath(MLP(LN(a)))}
 * </ol>
 *
 * <p>Queries and maps are separate, so that a pass computes only what it needs. As in the reference
 * program the incoming queries are not added to the attended ones.
 */
public final class ClassDecoder {
  private static final int MLP_RATIO = 4;

  private final DropPath dropPath;
  private final LayerNorm tokenNorm;
  private final LayerNorm queryNorm;
  private final ClassAttention attention;
  private final LayerNorm mlpNorm;
  private final Mlp mlp;
  private final AttentionMapMixer mixer;

  /**
   * Declares the layers of a scale.
   *
   * @param name state-dict prefix
   * @param channels C, the width of queries and tokens
   * @param heads a divisor of {@code channels}
   * @param spatial the sizes of a feature at this scale, whose product is L, the number of tokens
   * @param dropPath stochastic-depth rate, 0 to below 1
   * @param mixers makes what mixes attention maps over space
   * @throws IllegalArgumentException if the heads do not divide the channels
   */
  public ClassDecoder(
      String name,
      int channels,
      int heads,
      Shape spatial,
      double dropPath,
      AttentionMapMixer.Factory mixers) {
    this.dropPath = new DropPath(dropPath);
    this.tokenNorm = new LayerNorm(name + ".norm1", channels);
    this.queryNorm = new LayerNorm(name + ".norm1_query", channels);
    this.attention = new ClassCrossAttention(name + ".attn", channels, heads);
    this.mlpNorm = new LayerNorm(name + ".norm2", channels);
    this.mlp = new Mlp(name + ".mlp", channels, MLP_RATIO * channels);
    this.mixer = mixers.create(name + ".norm3", name + ".mlp2", spatial);
  }

  /** Parameters, in state-dict order. */
  public List<VariableSpec> variables() {
    return Stream.of(
            tokenNorm.variables(),
            queryNorm.variables(),
            attention.variables(),
            mlpNorm.variables(),
            mlp.variables(),
            mixer.variables())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The tokens as {@link #logits} and {@link #queries} want them.
   *
   * @param scope the running program
   * @param tokens {@code [N, L, C]}
   */
  public Tensor normalized(Scope scope, Tensor tokens) {
    return tokenNorm.apply(scope, tokens);
  }

  /**
   * Attention before the softmax.
   *
   * @param scope the running program
   * @param queries {@code [N, K, C]}
   * @param tokens normalised, {@code [N, L, C]}
   * @return {@code [N, heads, K, L]}
   */
  public Tensor logits(Scope scope, Tensor queries, Tensor tokens) {
    return attention.logits(scope, queryNorm.apply(scope, queries), tokens);
  }

  /**
   * The updated queries.
   *
   * @param scope the running program
   * @param logits {@code [N, heads, K, L]}
   * @param tokens normalised, {@code [N, L, C]}
   * @return {@code [N, K, C]}
   */
  public Tensor queries(Scope scope, Tensor logits, Tensor tokens) {
    Tensor attended = attention.attended(scope, logits, tokens);
    Tensor q = dropPath.add(scope, attended, attended);
    return dropPath.add(scope, q, mlp.apply(scope, mlpNorm.apply(scope, q)));
  }

  /**
   * The class maps of every head.
   *
   * @param scope the running program
   * @param logits {@code [N, heads, K, L]}
   * @param spatial the sizes of the feature, whose product is L
   * @return {@code [N, K, heads, L]}
   */
  public Tensor maps(Scope scope, Tensor logits, Shape spatial) {
    Tensor a = scope.ops().transpose(logits, 0, 2, 1, 3);
    Tensor doubled = dropPath.add(scope, a, a);
    return mixer.apply(scope, doubled, spatial, dropPath);
  }
}
