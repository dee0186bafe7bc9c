package dev.icl.modules.network;

import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * The output of a backbone.
 *
 * @param logits class scores before the softmax, {@code [N, classes, spatial]}
 * @param features decoder outputs from deep to shallow, maps or tokens as {@link
 *     SegmentationNetwork#features} describes them
 * @param coarse class scores of decoder levels of fewer pixels, {@code [N, classes, spatial /
 *     stride]}, fine to coarse, for deep supervision: losses of labelled images count them, and
 *     nothing else does; empty outside training, and for a network without it
 */
public record NetworkOutput(Tensor logits, List<Tensor> features, List<Tensor> coarse) {
  /** Copies the lists. */
  public NetworkOutput {
    features = List.copyOf(features);
    coarse = List.copyOf(coarse);
  }

  /**
   * The output of a network without deep supervision.
   *
   * @param logits class scores before the softmax, {@code [N, classes, spatial]}
   * @param features decoder outputs from deep to shallow
   */
  public NetworkOutput(Tensor logits, List<Tensor> features) {
    this(logits, features, List.of());
  }
}
