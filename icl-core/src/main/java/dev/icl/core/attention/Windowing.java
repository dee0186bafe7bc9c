package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** The way in which a block cuts its input into windows. */
public interface Windowing {
  /** The sizes of a window for which there are biases. */
  List<Integer> window();

  /**
   * The variables that are stored of it.
   *
   * @param block state-dict prefix of the block
   */
  List<VariableSpec> variables(String block);

  /**
   * The windows of an input.
   *
   * @param sizes of the grid of tokens
   * @throws IllegalArgumentException if it takes no grid of these sizes
   */
  TokenWindows grid(List<Integer> sizes);

  /**
   * The mask of shifted windows, {@code [count, tokens, tokens]}; empty where none are shifted.
   *
   * @param scope the running program
   * @param block state-dict prefix of the block
   * @param grid the windows of its input
   */
  Optional<Tensor> mask(Scope scope, String block, TokenWindows grid);
}
