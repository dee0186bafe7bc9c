package dev.icl.data.components;

/** The voxels that are connected with one, whatever the number of axes. */
public enum Neighbourhood {
  /** Those that share a face: 4 in an image, 6 in a volume. */
  FACES,
  /** Those that share a face, an edge or a corner: 8 in an image, 26 in a volume. */
  FULL
}
