package dev.icl.app.run;

import dev.icl.app.config.RunConfig;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.resize.Edge;
import dev.icl.modules.inference.InferenceConfig;

/**
 * The settings of an evaluation.
 *
 * @param protocol by whose rules
 * @param scoring how label maps are scored
 * @param inference how the network is applied
 * @param allowSelectionOnTest whether test cases may be scored that chose the checkpoint
 */
public record EvaluationSettings(
    Protocol protocol, Scoring scoring, InferenceOptions inference, boolean allowSelectionOnTest) {
  private static final double TOLERANCE_MM = 2;

  /**
   * The settings of the authors' program, with slices resized.
   *
   * @param toleranceMm of the normalised surface distance, which that program lacks
   * @param allowSelectionOnTest whether test cases may be scored that selected the checkpoint
   */
  public static EvaluationSettings authors(double toleranceMm, boolean allowSelectionOnTest) {
    return authors(toleranceMm, InferenceConfig.defaults(), allowSelectionOnTest);
  }

  /**
   * The settings of the authors' program.
   *
   * @param toleranceMm of the normalised surface distance, which that program lacks
   * @param how windows lie, as the recipe of the training says
   * @param allowSelectionOnTest whether test cases may be scored that selected the checkpoint
   */
  public static EvaluationSettings authors(
      double toleranceMm, InferenceConfig how, boolean allowSelectionOnTest) {
    return new EvaluationSettings(
        Protocol.AUTHORS,
        new Scoring(EmptyMasks.AUTHORS, toleranceMm),
        InferenceOptions.of(how).with(Edge.ZERO),
        allowSelectionOnTest);
  }

  /**
   * The settings for scoring a training at its end: those of this project, with the network applied
   * as in the validations.
   *
   * @param config of the training
   */
  public static EvaluationSettings ofTraining(RunConfig config) {
    return standard(
        new Scoring(EmptyMasks.STRICT, TOLERANCE_MM),
        InferenceOptions.of(config.inference()),
        false);
  }

  /**
   * The settings of this project.
   *
   * @param scoring the rules for scoring label maps
   * @param inference the options for applying the network
   * @param allowSelectionOnTest whether test cases may be scored that selected the checkpoint
   */
  public static EvaluationSettings standard(
      Scoring scoring, InferenceOptions inference, boolean allowSelectionOnTest) {
    return new EvaluationSettings(Protocol.STANDARD, scoring, inference, allowSelectionOnTest);
  }
}
