package dev.icl.data.format;

/** The treatment of NaN and infinity among the voxels. */
public enum NonFiniteVoxels {
  /** The file is refused, and their count named. */
  REFUSE,
  /** Each becomes a stored zero. */
  ZERO,
  /** They stay. */
  KEEP
}
