package dev.icl.modules.method;

import dev.icl.core.tensor.Tensor;

/**
 * The terms of ICL's objective, float32 scalars.
 *
 * @param crossEntropy of the backbone's labelled logits
 * @param dice of the same
 * @param auxiliary cross entropy + Dice of SSPA's labelled maps, resized to the image
 * @param pseudo soft Dice of USCL's maps, resized to the image, against the backbone's unlabelled
 *     probabilities
 * @param consistency between USCL's and SSPA's maps of unlabelled images, unweighted
 * @param total {@code ce + dice + aux + pse + λ · consis}
 */
public record IclLosses(
    Tensor crossEntropy,
    Tensor dice,
    Tensor auxiliary,
    Tensor pseudo,
    Tensor consistency,
    Tensor total) {}
