package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The windows of grids of any size, which are padded to multiples of the window, along each axis by
 * itself ({@link TokenWindows#eachAxis}). Nothing is stored, as in published 3-D networks.
 *
 * @param window sizes of a window
 * @param shifted whether windows are shifted
 */
public record PaddedWindows(List<Integer> window, boolean shifted) implements Windowing {
  /** Copies the list. */
  public PaddedWindows {
    window = List.copyOf(window);
  }

  @Override
  public List<VariableSpec> variables(String block) {
    return List.of();
  }

  @Override
  public TokenWindows grid(List<Integer> sizes) {
    return TokenWindows.eachAxis(sizes, window, shifted);
  }

  @Override
  public Optional<Tensor> mask(Scope scope, String block, TokenWindows grid) {
    return grid.isShifted() ? Optional.of(grid.mask(scope.ops())) : Optional.empty();
  }
}
