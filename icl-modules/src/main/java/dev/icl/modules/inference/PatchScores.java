package dev.icl.modules.inference;

import dev.icl.core.tensor.HostTensor;

/** A function from patches to scores of classes, such as a network and a softmax. */
@FunctionalInterface
public interface PatchScores {
  /**
   * Scores of every class in every pixel or voxel.
   *
   * @param patches float32 {@code [N, C, spatial]}
   * @return float32 {@code [N, classes, spatial]}
   */
  HostTensor of(HostTensor patches);
}
