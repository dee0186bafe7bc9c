package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** An encoder-decoder: structure only, its state lives in the engine under state-dict names. */
public interface SegmentationNetwork {
  /** As the configuration names it: {@code unet2d}. */
  String name();

  /** Spatial axes: 2 or 3. */
  int spatialRank();

  /** The number of classes, background included. */
  int classes();

  /** Parameters and buffers, in the order of the authors' state dict. */
  List<VariableSpec> variables();

  /** The decoder outputs it offers to attention modules, deep to shallow. */
  List<FeatureLevel> features();

  /** The names and first values of heads that read those outputs. */
  default HeadStyle heads() {
    return HeadStyle.COMMON;
  }

  /**
   * The names under which weights that others published hold what a variable of this network may
   * start from, the best first. A tensor may be named for several variables.
   *
   * @param variable the state-dict name of one of {@link #variables}
   */
  default List<String> publishedNames(String variable) {
    return List.of();
  }

  /** The numbers of which the spatial sizes of an image must be multiples, one per axis. */
  List<Integer> divisors();

  /**
   * @param images {@code [N, channels, spatial]}
   * @throws IllegalArgumentException if a spatial size is not a multiple of its divisor
   */
  NetworkOutput apply(Scope scope, Tensor images);

  /**
   * As {@link #apply}, for callers that use the logits as constants: no gradient flows through
   * them, only through the features, so nothing is kept to differentiate the layers behind the last
   * feature. Values, batch statistics and dropout are those of {@link #apply}.
   *
   * @param images {@code [N, channels, spatial]}
   * @throws IllegalArgumentException if a spatial size is not a multiple of its divisor
   */
  NetworkOutput applyWithConstantLogits(Scope scope, Tensor images);
}
