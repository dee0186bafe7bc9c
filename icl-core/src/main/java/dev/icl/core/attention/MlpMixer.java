package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.LayerNorm;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A two-layer perceptron over the pixels of a map, {@code L → hidden → L}, the same for every class
 * and head: {@code a ← a + droppath(MLP(LN(a)))}. Parameters: {@code 2 · L} of the normalisation
 * and {@code 2 · L · hidden + L + hidden} under {@code name.fc1} and {@code name.fc2}. They depend
 * on L, so that a state fits maps of one size.
 */
public final class MlpMixer implements AttentionMapMixer {
  private final LayerNorm norm;
  private final Mlp mlp;

  /**
   * Declares the mixer.
   *
   * @param norm state-dict prefix of the normalisation
   * @param name state-dict prefix of the perceptron
   * @param tokens L, the pixels of a map
   * @param hidden width between the layers, at least 1
   */
  public MlpMixer(String norm, String name, int tokens, int hidden) {
    this.norm = new LayerNorm(norm, tokens);
    this.mlp = new Mlp(name, tokens, hidden);
  }

  @Override
  public List<VariableSpec> variables() {
    return VariableLists.concat(List.of(norm, mlp));
  }

  @Override
  public Tensor apply(Scope scope, Tensor maps, Shape spatial, DropPath dropPath) {
    Ops ops = scope.ops();
    Tensor normalized = norm.apply(scope, maps);
    Shape shape = maps.shape();
    int tokens = shape.dim(-1);
    // one matrix product of few long rows: every engine's fast path.
    Shape rows = Shape.of(Math.toIntExact(shape.numel() / tokens), tokens);
    Tensor mixed = ops.reshape(mlp.apply(scope, ops.reshape(normalized, rows)), shape);
    return dropPath.add(scope, maps, mixed);
  }
}
