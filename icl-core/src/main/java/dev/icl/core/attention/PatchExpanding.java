package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.LayerNorm;
import dev.icl.core.nn.Linear;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * More tokens along every axis: a linear layer without bias gives each token the channels of all
 * that come of it, which are put side by side and normalised, {@code [N, sizes, C] → [N, sizes ·
 * factor, out]}. Channels are split as (first axis, …, last axis, channel). State: {@code
 * name.expand} and {@code name.norm}. Cao et al., <i>Swin-Unet</i>, ECCV workshops 2022.
 */
public final class PatchExpanding implements Layer {
  private final int rank;
  private final int factor;
  private final int out;
  private final Linear expansion;
  private final LayerNorm norm;

  /**
   * Declares the layer.
   *
   * @param name state-dict prefix
   * @param rank axes of the grid
   * @param channels C
   * @param factor the number of tokens that come of one along each axis
   * @param out channels of each
   */
  public PatchExpanding(String name, int rank, int channels, int factor, int out) {
    int parts = 1;
    for (int i = 0; i < rank; i++) {
      parts *= factor;
    }
    this.rank = rank;
    this.factor = factor;
    this.out = out;
    this.expansion = new Linear(name + ".expand", channels, parts * out).withoutBias();
    this.norm = new LayerNorm(name + ".norm", out);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(expansion, norm));
  }

  /**
   * The expanded grid.
   *
   * @param scope the running program
   * @param x {@code [N, sizes, C]}
   * @return {@code [N, sizes · factor, out]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Ops ops = scope.ops();
    int[] split = new int[2 * rank + 2];
    int[] permutation = new int[2 * rank + 2];
    int[] larger = new int[rank + 2];
    split[0] = x.shape().dim(0);
    larger[0] = split[0];
    split[2 * rank + 1] = out;
    larger[rank + 1] = out;
    permutation[2 * rank + 1] = 2 * rank + 1;
    for (int i = 0; i < rank; i++) {
      split[1 + i] = x.shape().dim(1 + i);
      split[1 + rank + i] = factor;
      larger[1 + i] = split[1 + i] * factor;
      permutation[1 + 2 * i] = 1 + i;
      permutation[2 + 2 * i] = 1 + rank + i;
    }
    Tensor parts = ops.reshape(expansion.apply(scope, x), Shape.of(split));
    Tensor grid = ops.reshape(ops.transpose(parts, permutation), Shape.of(larger));
    return norm.apply(scope, grid);
  }
}
