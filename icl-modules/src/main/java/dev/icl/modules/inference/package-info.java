/**
 * Inference: from patches through a network to scores and label maps of whole images and volumes.
 *
 * <p>A {@link Predictor} runs the forward pass, a {@link ScorePredictor} gives scores; {@link
 * SlidingWindow} covers an image with patches and blends their scores, {@link FlippedScores}
 * averages over flips and {@link MeanScores} over networks; {@link InferenceConfig} says how. The
 * package knows networks and engines, but neither files nor datasets. Start with {@link Predictor}.
 */
@NullMarked
package dev.icl.modules.inference;

import org.jspecify.annotations.NullMarked;
