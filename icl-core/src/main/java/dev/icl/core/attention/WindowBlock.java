package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.LayerNorm;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of a Swin transformer on a grid of tokens, {@code [N, sizes, C] → [N, sizes, C]}: {@code
 * x ← x + droppath(attention within windows(LN(x)))}, {@code x ← x + droppath(MLP(LN(x)))}. Liu et
 * al., <i>Swin Transformer</i>, ICCV 2021. State: what the windows store, {@code name.norm1},
 * {@code name.attn}, {@code name.norm2} and the perceptron.
 */
public final class WindowBlock implements Layer {
  private final String name;
  private final Windowing windowing;
  private final LayerNorm attentionNorm;
  private final WindowAttention attention;
  private final LayerNorm mlpNorm;
  private final Mlp mlp;
  private final DropPath dropPath;

  /**
   * Declares the block.
   *
   * @param name state-dict prefix
   * @param windowing cuts the grid into windows
   * @param heads a divisor of the channels
   * @param mlp the perceptron, whose features are the channels
   * @param dropPath the rate at which each of the two branches is dropped
   * @throws IllegalArgumentException if the heads do not divide the channels
   */
  public WindowBlock(String name, Windowing windowing, int heads, Mlp mlp, DropPath dropPath) {
    int channels = mlp.features();
    this.name = name;
    this.windowing = windowing;
    this.attentionNorm = new LayerNorm(name + ".norm1", channels);
    this.attention = new WindowAttention(name + ".attn", channels, heads, windowing.window());
    this.mlpNorm = new LayerNorm(name + ".norm2", channels);
    this.mlp = mlp;
    this.dropPath = dropPath;
  }

  @Override
  public List<VariableSpec> variables() {
    return Stream.of(
            windowing.variables(name),
            attentionNorm.variables(),
            attention.variables(),
            mlpNorm.variables(),
            mlp.variables())
        .flatMap(List::stream)
        .toList();
  }

  /** A block of the program too ({@link Scope#block}): its values are many times its result. */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    Tensor output = scope.block(grid -> both(scope, grid), x);
    scope.passed(name, output);
    return output;
  }

  /** Both branches. */
  private Tensor both(Scope scope, Tensor x) {
    int rank = x.shape().rank();
    TokenWindows grid = windowing.grid(x.shape().slice(1, rank - 1).toList());
    Tensor windows = grid.partition(scope.ops(), attentionNorm.apply(scope, x));
    Tensor attended = attention.apply(scope, windows, windowing.mask(scope, name, grid));
    scope.passed(name + ".attn", attended);
    Tensor attentive = dropPath.add(scope, x, grid.join(scope.ops(), attended));
    return dropPath.add(scope, attentive, mlp.apply(scope, mlpNorm.apply(scope, attentive)));
  }
}
