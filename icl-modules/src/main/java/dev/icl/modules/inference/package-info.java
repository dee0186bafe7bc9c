/**
 * Inference: from patches through a network to scores and label maps of whole images and volumes.
 *
 * <p>A {@link Predictor} runs the forward pass; {@link SlidingWindow} covers an image with patches
 * and blends their scores, and {@link FlippedScores} averages over flips. The package knows
 * networks and engines, but neither files nor datasets. Start with {@link Predictor}.
 */
@NullMarked
package dev.icl.modules.inference;

import org.jspecify.annotations.NullMarked;
