package dev.icl.modules.train;

/** Hears of every training step. */
@FunctionalInterface
public interface TrainingListener {
  /** Called after each step, and after its validation where one follows it. */
  void onStep(StepReport report);
}
