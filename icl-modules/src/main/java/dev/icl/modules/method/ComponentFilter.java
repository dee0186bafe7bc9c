package dev.icl.modules.method;

import dev.icl.core.tensor.Shape;

/**
 * The cleaning of pseudo labels: keeps the largest connected component of each class of a label map
 * and makes the rest background. Voxels are connected that share a face, an edge or a corner: 8
 * neighbours in an image, 26 in a volume.
 */
@FunctionalInterface
public interface ComponentFilter {
  /**
   * @param labels class of each voxel as an unsigned byte in C order
   * @param shape sizes of the map's axes, slowest first
   * @param classes how many there are, the background included
   * @return a cleaned copy
   */
  byte[] largest(byte[] labels, Shape shape, int classes);
}
