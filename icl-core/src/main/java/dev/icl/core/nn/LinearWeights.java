package dev.icl.core.nn;

import dev.icl.core.engine.Initializer;
import dev.icl.core.engine.VariableSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Other first values for the linear layers of a network: weights drawn alike, biases zero. A linear
 * layer is told by its weight, {@code name.weight} of two axes.
 */
public final class LinearWeights {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  private LinearWeights() {}

  /**
   * The same variables, those of linear layers with other first values.
   *
   * @param variables of a network or a part of it
   * @param weights draws the weights
   */
  public static List<VariableSpec> drawn(List<VariableSpec> variables, Initializer weights) {
    Set<String> layers =
        variables.stream()
            .filter(spec -> spec.name().endsWith(WEIGHT) && spec.shape().rank() == 2)
            .map(spec -> layer(spec, WEIGHT))
            .collect(Collectors.toSet());
    return variables.stream().map(spec -> drawn(spec, layers, weights)).toList();
  }

  private static VariableSpec drawn(VariableSpec spec, Set<String> layers, Initializer weights) {
    if (spec.name().endsWith(WEIGHT) && layers.contains(layer(spec, WEIGHT))) {
      return spec.with(weights);
    }
    return spec.name().endsWith(BIAS) && layers.contains(layer(spec, BIAS))
        ? spec.with(Initializers.zeros())
        : spec;
  }

  private static String layer(VariableSpec spec, String suffix) {
    return spec.name().substring(0, spec.name().length() - suffix.length());
  }
}
