package dev.icl.engine.tensorflow;

import java.util.LinkedHashMap;
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
    Map<String, TfTensor> reached = new LinkedHashMap<>(parameters);
    reached.values().removeIf(parameter -> !ancestors.contains(parameter.value().op()));
    Map<String, TfTensor> gradients = new LinkedHashMap<>();
    if (!reached.isEmpty()) {
      Output<?>[] results =
          nodes
              .graph()
              .addGradients(
                  nodes.uniqueName("gradients"),
                  new Output<?>[] {objective.value()},
                  reached.values().stream().map(TfTensor::value).toArray(Output[]::new),
                  null);
      int i = 0;
      for (Map.Entry<String, TfTensor> parameter : reached.entrySet()) {
        gradients.put(parameter.getKey(), parameter.getValue().with(results[i++]));
      }
    }
    return gradients;
  }
}
