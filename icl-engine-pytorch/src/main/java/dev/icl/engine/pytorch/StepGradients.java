package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.icl.core.optim.GradientGuard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradients of one step by parameter, each either whole or as factors.
 *
 * @param whole as arrays of the parameters' shapes
 * @param factors as factors of a matrix
 */
record StepGradients(Map<String, PtNDArray> whole, Map<String, Factors> factors) {

  /**
   * @param gradients by parameter
   * @param factors by parameter; a parameter that is in both has the sum as its gradient
   */
  static StepGradients of(
      Kernels kernels, Map<String, PtNDArray> gradients, Map<String, Factors> factors) {
    Map<String, PtNDArray> whole = new LinkedHashMap<>(gradients);
    Map<String, Factors> apart = new LinkedHashMap<>(factors);
    gradients.forEach(
        (name, gradient) -> {
          Factors pair = apart.remove(name);
          if (pair != null) {
            whole.put(
                name,
                kernels.call(
                    "torch.addmm(a, torch.t(b), c)", gradient, pair.gradient(), pair.input()));
          }
        });
    return new StepGradients(whole, apart);
  }

  /**
   * The norm of each gradient.
   *
   * @param order the parameters in the order of the result
   * @param exact whether a norm is wanted for gradients in factors too; without, theirs is a number
   *     that is finite if and only if the factors are, which is far cheaper
   */
  Map<String, Double> norms(
      Kernels kernels, PtNDManager step, Iterable<String> order, boolean exact) {
    List<PtNDArray> arrays = new ArrayList<>(whole.values());
    if (!exact) {
      factors.values().forEach(pair -> arrays.addAll(List.of(pair.gradient(), pair.input())));
    }
    Map<String, Double> found = new LinkedHashMap<>();
    if (!arrays.isEmpty()) {
      double[] norms = kernels.norms(step, arrays.toArray(PtNDArray[]::new));
      int next = 0;
      for (String name : whole.keySet()) {
        found.put(name, norms[next++]);
      }
      if (!exact) {
        for (String name : factors.keySet()) {
          found.put(name, GradientGuard.total(List.of(norms[next], norms[next + 1])));
          next += 2;
        }
      }
    }
    if (exact) {
      factors.forEach((name, pair) -> found.put(name, kernels.norm(pair)));
    }
    Map<String, Double> ordered = new LinkedHashMap<>();
    order.forEach(
        name ->
            found.computeIfPresent(
                name,
                (key, norm) -> {
                  ordered.put(key, norm);
                  return norm;
                }));
    return ordered;
  }

  /** Multiplies every gradient, in place. */
  void scale(Kernels kernels, double factor) {
    List<PtNDArray> arrays = new ArrayList<>(whole.values());
    factors.values().forEach(pair -> arrays.add(pair.gradient()));
    kernels.scale(arrays.toArray(PtNDArray[]::new), factor);
  }
}
