package dev.icl.core.contract;

import dev.icl.core.engine.StepExchange;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.tensor.HostTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link GradientGuard} in float64, one gradient after another. */
final class ReferenceGuard {
  private ReferenceGuard() {}

  /**
   * @param guard to apply
   * @param gradients the same in all processes
   * @param assigned new values of variables
   * @param results the program's outputs; the guard's are added
   * @param exchange with processes that skip a step together
   * @return the gradients as the optimiser is to have them
   */
  static Map<String, RefTensor> apply(
      GradientGuard guard,
      Map<String, RefTensor> gradients,
      Map<String, RefTensor> assigned,
      Map<String, HostTensor> results,
      StepExchange exchange) {
    boolean finite =
        results.values().stream()
                .filter(output -> output.dtype().isFloating() && output.shape().rank() == 0)
                .allMatch(output -> Double.isFinite(output.item()))
            && gradients.values().stream().allMatch(ReferenceGuard::isFinite)
            && assigned.values().stream().allMatch(ReferenceGuard::isFinite);
    Map<String, Double> norms = new LinkedHashMap<>();
    double squares = 0;
    for (Map.Entry<String, RefTensor> gradient : gradients.entrySet()) {
      double own = Arrays.stream(gradient.getValue().values()).map(g -> g * g).sum();
      norms.put(gradient.getKey(), Math.sqrt(own));
      squares += own;
    }
    guard.report(norms, results);
    if (guard.skip() && !exchange.everywhere(finite)) {
      results.put(GradientGuard.SKIPPED, HostTensor.scalar(1));
    }
    double norm = Math.sqrt(squares);
    double factor = guard.clipNorm() == 0 ? 1 : Math.min(1, guard.clipNorm() / (norm + 1e-6));
    Map<String, RefTensor> scaled = new LinkedHashMap<>();
    gradients.forEach(
        (name, gradient) ->
            scaled.put(
                name,
                RefTensor.of(
                    gradient.dtype(),
                    gradient.shape(),
                    Arrays.stream(gradient.values()).map(g -> g * factor).toArray())));
    return scaled;
  }

  private static boolean isFinite(RefTensor tensor) {
    return Arrays.stream(tensor.values()).allMatch(Double::isFinite);
  }
}
