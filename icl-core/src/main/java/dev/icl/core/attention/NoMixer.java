package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** Maps as they are: no parameters, for maps of any size. */
public record NoMixer() implements AttentionMapMixer {
  @Override
  public List<VariableSpec> variables() {
    return List.of();
  }

  @Override
  public Tensor apply(Scope scope, Tensor maps, Shape spatial, DropPath dropPath) {
    return maps;
  }
}
