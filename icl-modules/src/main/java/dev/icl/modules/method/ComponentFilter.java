package dev.icl.modules.method;

/**
 * Keeps the largest connected component of each class of a label map and makes the rest background:
 * how pseudo labels are cleaned.
 */
@FunctionalInterface
public interface ComponentFilter {
  /**
   * @param labels class of each voxel as an unsigned byte, {@code [slices, height, width]} in C
   *     order; one slice for an image
   * @param classes how many there are, the background included
   * @return a cleaned copy
   */
  byte[] largest(byte[] labels, int slices, int height, int width, int classes);
}
