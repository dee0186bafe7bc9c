package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Parameters;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The windows of grids of one size, which they divide. The mask of shifted windows is stored as
 * {@code block.attn_mask}, as in published 2-D networks.
 *
 * @param grid the windows
 */
public record FixedWindows(TokenWindows grid) implements Windowing {
  private static final String MASK = ".attn_mask";

  /**
   * @throws IllegalArgumentException if the windows do not divide the grid
   */
  public FixedWindows {
    if (!grid.divides()) {
      throw new IllegalArgumentException(
          "windows %s do not divide a grid of %s".formatted(grid.window(), grid.sizes()));
    }
  }

  @Override
  public List<Integer> window() {
    return grid.window();
  }

  @Override
  public List<VariableSpec> variables(String block) {
    Shape shape = Shape.of(grid.count(), grid.tokens(), grid.tokens());
    return grid.isShifted()
        ? List.of(
            Parameters.computed(
                block + MASK, DType.F32, shape, (dtype, sizes, key) -> grid.mask().to(dtype)))
        : List.of();
  }

  @Override
  public TokenWindows grid(List<Integer> sizes) {
    if (!sizes.equals(grid.sizes())) {
      throw new IllegalArgumentException(
          "tokens in a grid of %s, but the windows are those of one of %s"
              .formatted(sizes, grid.sizes()));
    }
    return grid;
  }

  @Override
  public Optional<Tensor> mask(Scope scope, String block, TokenWindows windows) {
    return windows.isShifted() ? Optional.of(scope.variable(block + MASK)) : Optional.empty();
  }
}
