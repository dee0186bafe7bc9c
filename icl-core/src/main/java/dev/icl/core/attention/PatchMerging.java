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
import java.util.Arrays;
import java.util.List;

/**
 * Half as many tokens along every axis, with twice the channels: neighbouring tokens are put
 * together along the channels, normalised, and go through a linear layer without bias, {@code [N,
 * sizes, C] → [N, sizes / 2, 2C]}. State: {@code name.reduction} and {@code name.norm}.
 */
public final class PatchMerging implements Layer {
  private final int rank;
  private final MergeOrder order;
  private final Linear reduction;
  private final LayerNorm norm;

  /**
   * Declares the layer.
   *
   * @param name state-dict prefix
   * @param rank axes of the grid
   * @param channels C
   * @param order of the neighbours
   * @throws IllegalArgumentException if the order is not for grids of so many axes
   */
  public PatchMerging(String name, int rank, int channels, MergeOrder order) {
    if (order == MergeOrder.MONAI_3D && rank != 3) {
      throw new IllegalArgumentException(order + " is for three axes, not " + rank);
    }
    int merged = channels << rank;
    this.rank = rank;
    this.order = order;
    this.reduction = new Linear(name + ".reduction", merged, 2 * channels).withoutBias();
    this.norm = new LayerNorm(name + ".norm", merged);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(reduction, norm));
  }

  /**
   * The merged tokens.
   *
   * @param scope the running program
   * @param x {@code [N, sizes, C]}, even sizes
   * @return {@code [N, sizes / 2, 2C]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Ops ops = scope.ops();
    int channels = x.shape().dim(-1);
    int[] split = new int[2 * rank + 2];
    int[] permutation = new int[2 * rank + 2];
    int[] halves = new int[rank + 1];
    split[0] = x.shape().dim(0);
    halves[0] = split[0];
    split[2 * rank + 1] = channels;
    permutation[2 * rank + 1] = 2 * rank + 1;
    for (int i = 0; i < rank; i++) {
      halves[1 + i] = x.shape().dim(1 + i) / 2;
      split[1 + 2 * i] = halves[1 + i];
      split[2 + 2 * i] = 2;
      permutation[1 + i] = 1 + 2 * i;
      int place = order == MergeOrder.FIRST_AXIS_FASTEST ? 2 * rank - i : 1 + rank + i;
      permutation[place] = 2 + 2 * i;
    }
    Tensor sorted = ops.transpose(ops.reshape(x, Shape.of(split)), permutation);
    Shape grid = Shape.of(halves);
    int[] parts = Arrays.copyOf(halves, rank + 3);
    parts[rank + 1] = 1 << rank;
    parts[rank + 2] = channels;
    Tensor neighbours = order.sorted(ops, ops.reshape(sorted, Shape.of(parts)));
    Tensor merged = ops.reshape(neighbours, grid.append(channels << rank));
    return reduction.apply(scope, norm.apply(scope, merged));
  }
}
