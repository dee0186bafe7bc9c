package dev.icl.engine.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Derivatives in a graph. */
final class TfGradients {
  private TfGradients() {}

  /**
   * The derivative of a scalar with respect to the values of parameters, by name; those that it
   * does not depend on are left out.
   */
  static Map<String, TfTensor> of(
      Nodes nodes, TfTensor objective, Map<String, TfTensor> parameters) {
    Set<Operation> ancestors = Ancestry.differentiable(objective.value());
    if (ancestors.stream().anyMatch(VolumeGradients::covers)) {
      VolumeGradients.register();
    }
    List<String> names = new ArrayList<>();
    List<Output<?>> values = new ArrayList<>();
    parameters.forEach(
        (name, parameter) -> {
          if (ancestors.contains(parameter.value().op())) {
            names.add(name);
            values.add(parameter.value());
          }
        });
    Map<String, TfTensor> gradients = new LinkedHashMap<>();
    if (!names.isEmpty()) {
      Output<?>[] results =
          nodes
              .graph()
              .addGradients(
                  nodes.uniqueName("gradients"),
                  new Output<?>[] {objective.value()},
                  values.toArray(Output[]::new),
                  null);
      for (int i = 0; i < results.length; i++) {
        gradients.put(names.get(i), parameters.get(names.get(i)).with(results[i]));
      }
    }
    return gradients;
  }
}
