package dev.icl.data.scan;

/** The axis of an HDF5 file's array that counts channels. */
public enum ChannelAxis {
  /** The first or the last, whichever has as many places as there are channels. */
  AUTO,
  /** The first of the file's axes. */
  FIRST,
  /** The last of the file's axes. */
  LAST
}
