package dev.icl.modules.network;

import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * The output of a backbone.
 *
 * @param logits class scores before the softmax, {@code [N, classes, spatial]}
 * @param features decoder outputs from deep to shallow, as {@link SegmentationNetwork#features}
 *     describes them
 */
public record NetworkOutput(Tensor logits, List<Tensor> features) {}
