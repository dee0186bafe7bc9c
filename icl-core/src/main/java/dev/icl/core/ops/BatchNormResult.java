package dev.icl.core.ops;

import dev.icl.core.tensor.Tensor;

/**
 * The result of {@link Ops#batchNorm}.
 *
 * @param output the normalised input, same shape
 * @param runningMean the running mean after this batch, {@code [C]}; outside the gradient
 * @param runningVar the running variance after this batch, {@code [C]}; outside the gradient
 */
public record BatchNormResult(Tensor output, Tensor runningMean, Tensor runningVar) {}
