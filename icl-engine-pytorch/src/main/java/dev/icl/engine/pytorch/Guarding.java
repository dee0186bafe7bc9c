package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.icl.core.engine.StepExchange;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.tensor.HostTensor;
import java.util.Map;

/** Applies a {@link GradientGuard} between gradients and optimiser. */
final class Guarding {
  private final Kernels kernels;
  private final GradientGuard guard;
  private final StepExchange exchange;

  /**
   * @param kernels of the engine
   * @param guard to apply
   * @param exchange with processes that skip a step together
   */
  Guarding(Kernels kernels, GradientGuard guard, StepExchange exchange) {
    this.kernels = kernels;
    this.guard = guard;
    this.exchange = exchange;
  }

  /**
   * Clips the gradients in place and adds the guard's outputs.
   *
   * @param step the owner of the step's arrays
   * @param scope of the step
   * @param gradients the same in all processes
   * @param results the program's outputs on the host
   * @return whether the step is to change anything
   */
  boolean admits(
      PtNDManager step, PtScope scope, StepGradients gradients, Map<String, HostTensor> results) {
    boolean finite =
        !guard.skip()
            || exchange.everywhere(scalarsAreFinite(results) && areFinite(scope.assigned()));
    Map<String, Double> norms =
        gradients.norms(kernels, step, scope.leaves().keySet(), guard.clips());
    guard.report(norms, results);
    if (guard.skip() && !(finite && norms.values().stream().allMatch(Double::isFinite))) {
      results.put(GradientGuard.SKIPPED, HostTensor.scalar(1));
      return false;
    }
    double factor = guard.scale(GradientGuard.total(norms.values()));
    // 1 for most steps; not for a norm that is not finite
    if (factor != 1) {
      gradients.scale(kernels, factor);
    }
    return true;
  }

  private boolean areFinite(Map<String, PtNDArray> assigned) {
    return assigned.isEmpty() || kernels.areFinite(assigned.values().toArray(PtNDArray[]::new));
  }

  private static boolean scalarsAreFinite(Map<String, HostTensor> outputs) {
    return outputs.values().stream()
        .filter(output -> output.dtype().isFloating() && output.shape().rank() == 0)
        .allMatch(output -> Double.isFinite(output.item()));
  }
}
