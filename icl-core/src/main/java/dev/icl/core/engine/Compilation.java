package dev.icl.core.engine;

import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import java.util.Optional;

/**
 * The settings with which an engine compiles a {@link Program}: mode, objective, optimiser and
 * guard.
 *
 * @param training the value of {@link Scope#training()}
 * @param objective the output to differentiate, a float32 scalar; empty for none
 * @param gradients whether gradients are returned
 * @param optimizer the optimiser that updates the parameters after the gradients; empty for none
 * @param guard the treatment of gradients before the optimiser receives them; empty for none
 */
public record Compilation(
    boolean training,
    Optional<String> objective,
    boolean gradients,
    Optional<Optimizer> optimizer,
    Optional<GradientGuard> guard) {

  /** Forward only, as at test time. */
  public static Compilation inference() {
    return new Compilation(false, Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  /** Forward only, in training mode: batch statistics, dropout, buffers assigned. */
  public static Compilation forward() {
    return new Compilation(true, Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  /** Forward in training mode and the objective's gradients, returned; no update. */
  public static Compilation gradients(String objective) {
    return new Compilation(true, Optional.of(objective), true, Optional.empty(), Optional.empty());
  }

  /** A training step: forward, gradients, update. */
  public static Compilation training(String objective, Optimizer optimizer) {
    return new Compilation(
        true, Optional.of(objective), false, Optional.of(optimizer), Optional.empty());
  }

  /** The same with a guard between gradients and optimiser. */
  public Compilation guarded(GradientGuard gradientGuard) {
    return new Compilation(training, objective, gradients, optimizer, Optional.of(gradientGuard));
  }
}
