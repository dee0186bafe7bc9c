package dev.icl.data.scan;

/** The axis of its file along which a volume is cut into slices. */
public enum SliceAxis {
  /** The one that the dataset is known to list its slices along. */
  AUTO,
  /** The first of the file's axes. */
  FIRST,
  /** The second of the file's axes. */
  SECOND,
  /** The third of the file's axes. */
  THIRD
}
