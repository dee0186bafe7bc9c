package dev.icl.modules.network;

import java.util.List;

/**
 * The images that a network segments.
 *
 * @param channels of an image, at least 1
 * @param classes that are told apart, background included, at least 2
 * @param patch the size of training images, one entry per spatial axis; windows of inference have
 *     it too
 */
public record ImageSpec(int channels, int classes, List<Integer> patch) {
  /** Copies the list. */
  public ImageSpec {
    patch = List.copyOf(patch);
  }

  /** The number of spatial axes. */
  public int rank() {
    return patch.size();
  }
}
