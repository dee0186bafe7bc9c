package dev.icl.modules.train;

import java.util.Map;
import java.util.Optional;

/**
 * The outcome of one training step.
 *
 * @param iteration how many steps are done, this one included
 * @param iterations how many there will be
 * @param losses the objective first, as {@code loss}, then its terms, then {@code grad_norm} where
 *     gradients are clipped
 * @param learningRate what the step was made with
 * @param imagesPerSecond over the last steps, validation not counted
 * @param validation the scores, where this step was followed by a validation
 * @param best whether these scores are the best so far
 * @param skipped why the step changed nothing, where its batch was left out
 */
public record StepReport(
    int iteration,
    int iterations,
    Map<String, Double> losses,
    double learningRate,
    double imagesPerSecond,
    Optional<Scores> validation,
    boolean best,
    Optional<SkippedStep> skipped) {

  /**
   * A step whose batch was not left out.
   *
   * @param iteration number of steps done, this one included
   * @param iterations number of steps in all
   * @param losses the objective first, then its terms
   * @param learningRate of this step
   * @param imagesPerSecond images over time, since the last report
   * @param validation scores after this step; empty without a validation
   * @param best whether they are the best so far
   */
  public StepReport(
      int iteration,
      int iterations,
      Map<String, Double> losses,
      double learningRate,
      double imagesPerSecond,
      Optional<Scores> validation,
      boolean best) {
    this(
        iteration,
        iterations,
        losses,
        learningRate,
        imagesPerSecond,
        validation,
        best,
        Optional.empty());
  }
}
