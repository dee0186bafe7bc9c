package dev.icl.core.nn;

import dev.icl.core.engine.VariableSpec;
import java.util.List;

/** Joins what layers describe. */
public final class VariableLists {
  private VariableLists() {}

  /** The variables of layers, one after another. */
  public static List<VariableSpec> concat(List<? extends Layer> layers) {
    return layers.stream().flatMap(layer -> layer.variables().stream()).toList();
  }
}
