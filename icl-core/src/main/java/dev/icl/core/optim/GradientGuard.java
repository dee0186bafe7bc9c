package dev.icl.core.optim;

import dev.icl.core.tensor.HostTensor;
import java.util.Collection;
import java.util.Map;

/**
 * The treatment of gradients in a training step before the optimiser receives them.
 *
 * <p>A gradient that is not finite is reported in any case: see {@link #BROKEN}. Where an engine
 * has the gradient of a large layer as two factors and need not clip it, it looks at the factors.
 * Their product can still overflow while both are finite: such a step is neither reported nor
 * skipped, and is found in the state, which is refused when a checkpoint is to be saved.
 *
 * @param clipNorm the largest global norm of the gradients, beyond which all of them are scaled by
 *     {@code clipNorm / (norm + 1e-6)}, as by {@code torch.nn.utils.clip_grad_norm_}; 0 for none.
 *     The norm is that of all parameters that have a gradient, together
 * @param skip whether a step changes no variable when it gave a number that is not finite: in one
 *     of its scalar outputs, in a gradient, or in a value it assigns to a variable
 */
public record GradientGuard(double clipNorm, boolean skip) {
  /** Reports, and changes nothing. */
  public static final GradientGuard REPORT = new GradientGuard(0, false);

  /** The output with the norm before clipping, a scalar; there only with {@link #clipNorm}. */
  public static final String NORM = "grad_norm";

  /**
   * The prefix of the names of the outputs that exist for each parameter whose gradient is not
   * finite, in the order in which the program read them: {@code non_finite/<parameter>}.
   */
  public static final String BROKEN = "non_finite/";

  /** The output, a scalar, that is there only where {@link #skip} took effect. */
  public static final String SKIPPED = "skipped";

  private static final double EPSILON = 1e-6;

  /**
   * @throws IllegalArgumentException if the norm is negative or not finite
   */
  public GradientGuard {
    if (!(clipNorm >= 0) || Double.isInfinite(clipNorm)) {
      throw new IllegalArgumentException("clip norm must be at least 0: " + clipNorm);
    }
  }

  /** Whether gradients are clipped. */
  public boolean clips() {
    return clipNorm > 0;
  }

  /**
   * The factor by which gradients are multiplied.
   *
   * @param norm of all of them
   * @return at most 1
   */
  public double scale(double norm) {
    return clips() ? Math.min(1, clipNorm / (norm + EPSILON)) : 1;
  }

  /**
   * Adds the outputs that the gradients' norms call for: {@link #NORM} and {@link #BROKEN}.
   *
   * @param norms by parameter
   * @param results the step's outputs
   */
  public void report(Map<String, Double> norms, Map<String, HostTensor> results) {
    if (clips()) {
      results.put(NORM, HostTensor.scalar(total(norms.values())));
    }
    norms.forEach(
        (name, norm) -> {
          if (!Double.isFinite(norm)) {
            results.put(BROKEN + name, HostTensor.scalar(norm));
          }
        });
  }

  /** The norm of all gradients together, from the norm of each. */
  public static double total(Collection<Double> norms) {
    return Math.sqrt(norms.stream().mapToDouble(norm -> norm * norm).sum());
  }

  /** The constant that is added to the norm before it divides, so that 0 does not. */
  public static double epsilon() {
    return EPSILON;
  }
}
