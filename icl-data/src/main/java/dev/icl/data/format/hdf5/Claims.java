package dev.icl.data.format.hdf5;

import java.nio.ByteBuffer;

/**
 * Looks at the counts that jHDF takes memory for before it has held them against anything. No count
 * of things that are stored in a file can exceed the file's length.
 */
final class Claims {
  private final GuardedStorage storage;
  private final int offsetSize;
  private final int lengthSize;

  Claims(GuardedStorage storage) {
    this.storage = storage;
    this.offsetSize = storage.getSizeOfOffsets();
    this.lengthSize = storage.getSizeOfLengths();
    if (!sane(offsetSize) || !sane(lengthSize)) {
      throw new GuardedStorage.Exhausted(
          "offsets of " + offsetSize + " and lengths of " + lengthSize + " bytes");
    }
  }

  private static boolean sane(int size) {
    return size == 2 || size == 4 || size == 8;
  }

  /** The number of records of a version 2 B-tree. */
  void checkTree(long address) {
    check(address, 16 + offsetSize + 2, lengthSize);
  }

  /** The rows and columns of a fractal heap's table of blocks. */
  void checkHeap(long address) {
    int columnsAt = 14 + 10 * lengthSize + 2 * offsetSize;
    int rowsAt = columnsAt + 2 + 2 * lengthSize + 2 + 2 + offsetSize;
    ByteBuffer columns = storage.readBufferFromAddress(address + columnsAt, 2);
    ByteBuffer rows = storage.readBufferFromAddress(address + rowsAt, 2);
    limit((long) (columns.getShort(0) & 0xffff) * (rows.getShort(0) & 0xffff));
  }

  /** The number of entries of a fixed array. */
  void checkFixedArray(long address) {
    check(address, 8, lengthSize);
  }

  /** The numbers and sizes of blocks and elements of an extensible array. */
  void checkExtensibleArray(long address) {
    for (int field = 0; field < 6; field++) {
      check(address, 12 + field * lengthSize, lengthSize);
    }
  }

  private void check(long address, int at, int size) {
    ByteBuffer field = storage.readBufferFromAddress(address + at, size);
    limit(
        switch (size) {
          case 2 -> field.getShort(0) & 0xffff;
          case 4 -> field.getInt(0) & 0xffffffffL;
          default -> field.getLong(0);
        });
  }

  private void limit(long count) {
    if (count < 0 || count > storage.size()) {
      throw new GuardedStorage.Exhausted(
          "it counts " + Long.toUnsignedString(count) + " entries in " + storage.size() + " bytes");
    }
  }
}
