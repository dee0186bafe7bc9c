package dev.icl.core.attention;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/** Maps with their channels in front, and grids of tokens with their channels last. */
public final class Tokens {
  private Tokens() {}

  /**
   * The grid of tokens of a map.
   *
   * @param ops the operations of the running program
   * @param map {@code [N, C, spatial]}
   * @param rank spatial axes
   * @return {@code [N, spatial, C]}
   */
  public static Tensor ofMap(Ops ops, Tensor map, int rank) {
    int[] order = new int[rank + 2];
    for (int i = 1; i <= rank; i++) {
      order[i] = i + 1;
    }
    order[rank + 1] = 1;
    return ops.transpose(map, order);
  }

  /**
   * The map of a grid of tokens.
   *
   * @param ops the operations of the running program
   * @param grid {@code [N, spatial, C]}
   * @param rank spatial axes
   * @return {@code [N, C, spatial]}
   */
  public static Tensor toMap(Ops ops, Tensor grid, int rank) {
    int[] order = new int[rank + 2];
    order[1] = rank + 1;
    for (int i = 1; i <= rank; i++) {
      order[i + 1] = i;
    }
    return ops.transpose(grid, order);
  }
}
