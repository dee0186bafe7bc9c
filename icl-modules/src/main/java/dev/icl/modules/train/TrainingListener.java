package dev.icl.modules.train;

/** A listener to every training step. */
@FunctionalInterface
public interface TrainingListener {
  /** Called after each step, and after its validation where one follows it. */
  void onStep(StepReport report);
}
