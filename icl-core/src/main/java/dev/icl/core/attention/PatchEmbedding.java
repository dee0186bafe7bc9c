package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.LayerNorm;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Patches of an image as tokens: {@code [N, in, spatial] → [N, spatial / patch, C]}, in 2-D or 3-D.
 * State: {@code name.proj}, a convolution whose kernel and stride are the patch, and {@code
 * name.norm} where tokens are normalised.
 */
public final class PatchEmbedding implements Layer {
  private final int rank;
  private final Conv projection;
  private final List<LayerNorm> norm;

  /**
   * Declares the layer.
   *
   * @param name state-dict prefix
   * @param rank spatial axes, 2 or 3
   * @param in channels of an image
   * @param channels C
   * @param patch size of a patch along each axis
   * @param normalised whether tokens are normalised
   */
  public PatchEmbedding(
      String name, int rank, int in, int channels, int patch, boolean normalised) {
    this.rank = rank;
    this.projection =
        Conv.of(
            name + ".proj",
            in,
            channels,
            Collections.nCopies(rank, patch),
            ConvSpec.of(rank, patch, 0));
    this.norm = normalised ? List.of(new LayerNorm(name + ".norm", channels)) : List.of();
  }

  @Override
  public List<VariableSpec> variables() {
    return Stream.concat(
            projection.variables().stream(), norm.stream().flatMap(n -> n.variables().stream()))
        .toList();
  }

  /**
   * The tokens.
   *
   * @param scope the running program
   * @param x {@code [N, in, spatial]}, sizes that are multiples of the patch
   * @return {@code [N, spatial / patch, C]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Tensor tokens = Tokens.ofMap(scope.ops(), projection.apply(scope, x), rank);
    for (LayerNorm each : norm) {
      tokens = each.apply(scope, tokens);
    }
    return tokens;
  }
}
