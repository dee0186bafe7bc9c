package dev.icl.modules.network;

import java.util.Collections;
import java.util.List;

/**
 * The images that a network segments.
 *
 * @param channels of an image, at least 1
 * @param classes that are told apart, background included, at least 2
 * @param patch the size of training images, one entry per spatial axis; windows of inference have
 *     it too
 * @param spacing mm between voxels of training images, one positive number per spatial axis, of
 *     which networks read the ratios; 1 where it is unknown
 */
public record ImageSpec(int channels, int classes, List<Integer> patch, List<Double> spacing) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the numbers of axes differ
   */
  public ImageSpec {
    patch = List.copyOf(patch);
    spacing = List.copyOf(spacing);
    if (patch.size() != spacing.size()) {
      throw new IllegalArgumentException("spacing " + spacing + " of a patch " + patch);
    }
  }

  /**
   * Images of unknown spacing.
   *
   * @param channels of an image, at least 1
   * @param classes that are told apart, background included, at least 2
   * @param patch the size of training images, one entry per spatial axis
   */
  public ImageSpec(int channels, int classes, List<Integer> patch) {
    this(channels, classes, patch, Collections.nCopies(patch.size(), 1.0));
  }

  /** The number of spatial axes. */
  public int rank() {
    return patch.size();
  }
}
