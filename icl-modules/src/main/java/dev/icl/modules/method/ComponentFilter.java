package dev.icl.modules.method;

/**
 * The cleaning of pseudo labels: keeps the largest connected component of each class of a label map
 * and makes the rest background.
 */
@FunctionalInterface
public interface ComponentFilter {
  /**
   * @param labels class of each voxel as an unsigned byte, {@code [slices, height, width]} in C
   *     order; one slice for an image
   * @param slices size of the first axis; 1 for an image
   * @param height size of the second axis
   * @param width size of the third axis
   * @param classes how many there are, the background included
   * @return a cleaned copy
   */
  byte[] largest(byte[] labels, int slices, int height, int width, int classes);
}
