package dev.icl.modules.train;

import java.util.Map;
import java.util.Optional;

/**
 * What happened in one training step.
 *
 * @param iteration how many steps are done, this one included
 * @param iterations how many there will be
 * @param losses the objective first, as {@code loss}, then its terms
 * @param learningRate what the step was made with
 * @param imagesPerSecond over the last steps, validation not counted
 * @param validation the scores, where this step was followed by a validation
 * @param best whether these scores are the best so far
 */
public record StepReport(
    int iteration,
    int iterations,
    Map<String, Double> losses,
    double learningRate,
    double imagesPerSecond,
    Optional<Scores> validation,
    boolean best) {}
