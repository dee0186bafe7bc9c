package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A two-layer perceptron over the pixels of a map, {@code L → hidden → L}, the same for every class
 * and head. Parameters: {@code 2 · L · hidden} weights under {@code name.fc1} and {@code name.fc2}.
 */
public final class MlpMixer implements AttentionMapMixer {
  private final Mlp mlp;

  /**
   * Declares the mixer.
   *
   * @param name state-dict prefix
   * @param tokens L, the pixels of a map
   * @param hidden width between the layers, at least 1
   */
  public MlpMixer(String name, int tokens, int hidden) {
    this.mlp = new Mlp(name, tokens, hidden);
  }

  @Override
  public List<VariableSpec> variables() {
    return mlp.variables();
  }

  @Override
  public Tensor apply(Scope scope, Tensor maps) {
    Ops ops = scope.ops();
    Shape shape = maps.shape();
    int tokens = shape.dim(-1);
    // one matrix product of few long rows: every engine's fast path.
    Shape rows = Shape.of(Math.toIntExact(shape.numel() / tokens), tokens);
    return ops.reshape(mlp.apply(scope, ops.reshape(maps, rows)), shape);
  }
}
