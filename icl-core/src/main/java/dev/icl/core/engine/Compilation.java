package dev.icl.core.engine;

import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
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
 * @param parts the number of micro-batches of a step, at least 1: each goes through the program by
 *     itself, one after another, and their mean is differentiated
 * @param recomputing whether a {@linkplain Scope#block block} keeps nothing for the gradient but
 *     its inputs, and is computed a second time on the way back
 * @param group the processes whose gradients of the objective have one mean, over all micro-batches
 *     of all of them; without an objective nothing has a mean, but where the guard skips a step in
 *     one process, all skip it
 */
public record Compilation(
    boolean training,
    Optional<String> objective,
    boolean gradients,
    Optional<Optimizer> optimizer,
    Optional<GradientGuard> guard,
    int parts,
    boolean recomputing,
    ProcessGroup group) {
  /**
   * @throws IllegalArgumentException if there are fewer parts than one
   */
  public Compilation {
    if (parts < 1) {
      throw new IllegalArgumentException("a step of " + parts + " parts");
    }
  }

  /** Forward only, as at test time. */
  public static Compilation inference() {
    return of(false, Optional.empty(), false, Optional.empty());
  }

  /** Forward only, in training mode: batch statistics, dropout, buffers assigned. */
  public static Compilation forward() {
    return of(true, Optional.empty(), false, Optional.empty());
  }

  /** Forward in training mode and the objective's gradients, returned; no update. */
  public static Compilation gradients(String objective) {
    return of(true, Optional.of(objective), true, Optional.empty());
  }

  /** A training step: forward, gradients, update. */
  public static Compilation training(String objective, Optimizer optimizer) {
    return of(true, Optional.of(objective), false, Optional.of(optimizer));
  }

  /** The same with a guard between gradients and optimiser. */
  public Compilation guarded(GradientGuard gradientGuard) {
    return new Compilation(
        training,
        objective,
        gradients,
        optimizer,
        Optional.of(gradientGuard),
        parts,
        recomputing,
        group);
  }

  /** The same for steps of another number of micro-batches. */
  public Compilation inParts(int count) {
    return new Compilation(
        training, objective, gradients, optimizer, guard, count, recomputing, group);
  }

  /** The same, computing blocks a second time or keeping their values. */
  public Compilation recomputing(boolean twice) {
    return new Compilation(training, objective, gradients, optimizer, guard, parts, twice, group);
  }

  /** The same as a member of a group of processes. */
  public Compilation within(ProcessGroup others) {
    return new Compilation(
        training, objective, gradients, optimizer, guard, parts, recomputing, others);
  }

  /**
   * The number of micro-batches of a step, over all processes of the group where there is an
   * objective: what has none is each process's own.
   */
  public int microBatches() {
    return objective.isPresent() ? parts * group.size() : parts;
  }

  /** The number, from 0, of this process's first among all micro-batches of a step. */
  public int firstMicroBatch() {
    return objective.isPresent() ? parts * group.rank() : 0;
  }

  /**
   * The random stream of a micro-batch. The first of a step draws as the only one of an undivided
   * step does, and the streams are the same however micro-batches are divided among processes.
   *
   * @param step the step's random stream
   * @param part the number of the micro-batch among this process's own, from 0
   */
  public RandomKey stream(RandomKey step, int part) {
    int number = firstMicroBatch() + part;
    return number == 0 ? step : step.child("micro-batch").child(number);
  }

  private static Compilation of(
      boolean training,
      Optional<String> objective,
      boolean gradients,
      Optional<Optimizer> optimizer) {
    return new Compilation(
        training, objective, gradients, optimizer, Optional.empty(), 1, false, ProcessGroup.ALONE);
  }
}
