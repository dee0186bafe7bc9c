package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** A layer by which the pixels of an attention map exchange what they hold. */
public interface AttentionMapMixer {
  /** Parameters, in state-dict order. */
  List<VariableSpec> variables();

  /**
   * The change of the maps.
   *
   * @param scope the running program
   * @param maps normalised maps {@code [N, K, heads, L]}
   * @return the summand for the maps, of the same shape
   */
  Tensor apply(Scope scope, Tensor maps);

  /** A maker of mixers, one for each size of maps. */
  @FunctionalInterface
  interface Factory {
    /**
     * The mixer for maps of one size.
     *
     * @param name state-dict prefix
     * @param tokens L, the pixels of a map
     */
    AttentionMapMixer create(String name, int tokens);
  }
}
