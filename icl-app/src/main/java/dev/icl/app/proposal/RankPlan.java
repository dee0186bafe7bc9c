package dev.icl.app.proposal;

import dev.icl.modules.network.unet.PatchRule;
import dev.icl.modules.network.unet.UNetSettings;
import java.util.List;

/**
 * The patch, the batch and the network that nnU-Net's rules give for slices or for volumes.
 *
 * @param rank the number of axes of a patch
 * @param spacing mm between the pixels of a patch along each of its axes
 * @param median pixels of the median scan there
 * @param patch pixels along each axis
 * @param batch images in a step
 * @param covered the share of the median scan that a patch covers
 * @param elements of the feature maps of one image, as nnU-Net counts them
 * @param network with every list filled
 */
public record RankPlan(
    int rank,
    List<Double> spacing,
    List<Double> median,
    List<Integer> patch,
    int batch,
    double covered,
    long elements,
    UNetSettings network) {
  /** Copies the lists. */
  public RankPlan {
    spacing = List.copyOf(spacing);
    median = List.copyOf(median);
    patch = List.copyOf(patch);
  }

  static RankPlan of(List<Double> spacing, List<Double> median, PatchRule.Choice choice) {
    double covered = 1;
    for (int axis = 0; axis < median.size(); axis++) {
      covered *= Math.min(1, choice.patch().get(axis) / median.get(axis));
    }
    return new RankPlan(
        spacing.size(),
        spacing,
        median,
        choice.patch(),
        choice.batch(),
        covered,
        choice.elements(),
        choice.network());
  }
}
