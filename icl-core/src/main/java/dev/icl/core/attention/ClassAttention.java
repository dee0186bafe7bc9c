package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** The attention of one query per class to the tokens of an image. */
public interface ClassAttention {
  /** Parameters, in state-dict order. */
  List<VariableSpec> variables();

  /**
   * The attention of every class, before the softmax.
   *
   * @param scope the running program
   * @param queries {@code [N, K, C]}, one per class
   * @param tokens {@code [N, L, C]}
   * @return {@code [N, heads, K, L]}
   */
  Tensor logits(Scope scope, Tensor queries, Tensor tokens);

  /**
   * The sum of the tokens' values that each class attends to.
   *
   * @param scope the running program
   * @param logits {@code [N, heads, K, L]}, as {@link #logits} gives them
   * @param tokens {@code [N, L, C]}
   * @return {@code [N, K, C]}
   */
  Tensor attended(Scope scope, Tensor logits, Tensor tokens);
}
