package dev.icl.modules.train;

/** A listener to every training step. */
@FunctionalInterface
public interface TrainingListener {
  /**
   * Called after each step, before the state that holds it is saved: for logs, since a training
   * that was killed in between would go on after a step of which nothing is logged, while it drops
   * the lines of steps that it repeats.
   */
  default void beforeSave(StepReport report) {}

  /**
   * Called after each step, after its validation and the saving of its state where they follow it.
   */
  void onStep(StepReport report);
}
