package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Parameters;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A learned number for every head and every difference of places within a window, which attention
 * adds to its logits. Liu et al., <i>Swin Transformer</i>, ICCV 2021. State: {@code
 * name.relative_position_bias_table [Π(2·window − 1), heads]}, drawn from a normal distribution of
 * deviation 0.02, and {@code name.relative_position_index [tokens, tokens]}, int64: the row of the
 * table for every pair of places of a window, which is computed and never changes.
 *
 * @param name state-dict prefix
 * @param window sizes of a window
 * @param heads attention heads
 */
public record RelativePositionBias(String name, List<Integer> window, int heads) {
  private static final double DEVIATION = 0.02;
  private static final double BOUND = 2;

  /** Copies the list. */
  public RelativePositionBias {
    window = List.copyOf(window);
  }

  /** The table and the index, in state-dict order. */
  public List<VariableSpec> variables() {
    int rows = window.stream().reduce(1, (product, size) -> product * (2 * size - 1));
    int tokens = window.stream().reduce(1, Math::multiplyExact);
    return List.of(
        Parameters.of(
            name + ".relative_position_bias_table",
            Shape.of(rows, heads),
            Initializers.truncatedNormal(DEVIATION, BOUND)),
        Parameters.computed(
            name + ".relative_position_index",
            DType.I64,
            Shape.of(tokens, tokens),
            (dtype, shape, key) ->
                HostTensor.fill(dtype, shape, i -> row((int) (i / tokens), (int) (i % tokens)))));
  }

  /** The row of the table for one place that attends to another. */
  private int row(int from, int to) {
    int row = 0;
    int weight = 1;
    int a = from;
    int b = to;
    for (int axis = window.size() - 1; axis >= 0; axis--) {
      int size = window.get(axis);
      row += weight * (a % size - b % size + size - 1);
      weight *= 2 * size - 1;
      a /= size;
      b /= size;
    }
    return row;
  }

  /**
   * The bias for windows of fewer tokens, or as many: the first rows and columns of the index as
   * they are, which are not those of a smaller window. Published 3-D networks do this where a grid
   * is smaller than the window.
   *
   * @param scope the running program
   * @param tokens of a window, at most those of {@link #window}
   * @return {@code [heads, tokens, tokens]}, the attending token first
   */
  public Tensor apply(Scope scope, int tokens) {
    Ops ops = scope.ops();
    Tensor index = scope.variable(name + ".relative_position_index");
    Tensor corner = ops.slice(index, new int[] {0, 0}, Shape.of(tokens, tokens));
    Tensor rows =
        ops.gather(
            scope.variable(name + ".relative_position_bias_table"),
            ops.reshape(corner, Shape.of(tokens * tokens)),
            0);
    return ops.transpose(ops.reshape(rows, Shape.of(tokens, tokens, heads)), 2, 0, 1);
  }
}
