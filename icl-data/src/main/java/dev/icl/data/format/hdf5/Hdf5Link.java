package dev.icl.data.format.hdf5;

/**
 * A link of a group: a name and the object or path it stands for.
 *
 * @param kind of link
 * @param address of the object's header; of hard links
 * @param target the path that is named; of soft links
 */
record Hdf5Link(Kind kind, long address, String target) {
  enum Kind {
    /** An object of this file. */
    HARD,
    /** A path in this file. */
    SOFT,
    /** A path in another file, which is never opened. */
    EXTERNAL
  }

  static Hdf5Link hard(long address) {
    return new Hdf5Link(Kind.HARD, address, "");
  }

  static Hdf5Link soft(String target) {
    return new Hdf5Link(Kind.SOFT, 0, target);
  }

  static Hdf5Link external() {
    return new Hdf5Link(Kind.EXTERNAL, 0, "");
  }
}
