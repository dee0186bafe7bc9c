package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A block by which the pixels of an attention map exchange what they hold: {@code a ← a +
 * droppath(mixing(normalised a))}, once or several times.
 */
public interface AttentionMapMixer {
  /** Parameters, in state-dict order. */
  List<VariableSpec> variables();

  /**
   * The mixed maps.
   *
   * @param scope the running program
   * @param maps {@code [N, K, heads, L]}
   * @param spatial the sizes of a map, whose product is L
   * @param dropPath adds what is mixed to the maps
   * @return of the same shape
   */
  Tensor apply(Scope scope, Tensor maps, Shape spatial, DropPath dropPath);

  /** A maker of mixers, one for each size of maps. */
  @FunctionalInterface
  interface Factory {
    /**
     * The mixer for maps of one size.
     *
     * @param norm state-dict prefix of a normalisation that has state
     * @param name state-dict prefix of what mixes
     * @param spatial the sizes of a map, two or three
     */
    AttentionMapMixer create(String norm, String name, Shape spatial);
  }
}
