package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** Lets the pixels of an attention map exchange what they hold. */
public interface AttentionMapMixer {
  /** Parameters, in state-dict order. */
  List<VariableSpec> variables();

  /**
   * @param maps normalised maps {@code [N, K, heads, L]}
   * @return what is to be added to them, same shape
   */
  Tensor apply(Scope scope, Tensor maps);

  /** Makes the mixer of one scale. */
  @FunctionalInterface
  interface Factory {
    /**
     * @param name state-dict prefix
     * @param tokens L, the pixels of a map
     */
    AttentionMapMixer create(String name, int tokens);
  }
}
