package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Multi-head attention within windows, with a bias for relative positions. State: that of {@link
 * RelativePositionBias}, then that of {@link MultiHeadAttention}, under one name.
 */
public final class WindowAttention {
  private final RelativePositionBias bias;
  private final MultiHeadAttention attention;

  /**
   * Declares the layer.
   *
   * @param name state-dict prefix
   * @param channels C
   * @param heads a divisor of {@code channels}
   * @param window sizes of a window, for which there are biases
   * @throws IllegalArgumentException if the heads do not divide the channels
   */
  public WindowAttention(String name, int channels, int heads, List<Integer> window) {
    this.bias = new RelativePositionBias(name, window, heads);
    this.attention = new MultiHeadAttention(name, channels, heads);
  }

  /** Parameters and the index of positions, in state-dict order. */
  public List<VariableSpec> variables() {
    return Stream.of(bias.variables(), attention.variables()).flatMap(List::stream).toList();
  }

  /**
   * Attention among the tokens of each window.
   *
   * @param scope the running program
   * @param windows {@code [N · count, tokens, C]}; no more tokens than a window has places
   * @param mask {@code [count, tokens, tokens]}, added to the logits; empty for none
   * @return {@code [N · count, tokens, C]}
   */
  public Tensor apply(Scope scope, Tensor windows, Optional<Tensor> mask) {
    Tensor added = bias.apply(scope, windows.shape().dim(1));
    return mask.isPresent()
        ? attention.apply(scope, windows, added, mask.get())
        : attention.apply(scope, windows, added);
  }
}
