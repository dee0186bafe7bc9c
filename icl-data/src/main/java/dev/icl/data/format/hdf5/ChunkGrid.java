package dev.icl.data.format.hdf5;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * The arrangement of chunks in an array whose last axis runs fastest. Chunks may stick out at its
 * end.
 */
final class ChunkGrid {
  private final int[] shape;
  private final int[] size;
  private final int voxelBytes;
  private final int chunkBytes;
  private final int[] along;
  private final int count;

  ChunkGrid(int[] shape, int[] size, int voxelBytes) throws DataFormatException {
    this.shape = shape;
    this.size = size;
    this.voxelBytes = voxelBytes;
    this.chunkBytes = Arrays.stream(size).reduce(voxelBytes, Math::multiplyExact);
    this.along = new int[shape.length];
    long all = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      along[axis] = (int) (((long) shape[axis] + size[axis] - 1) / size[axis]);
      all *= along[axis];
    }
    // At most as many as voxels, and those are known to be few enough.
    this.count = Math.toIntExact(all);
  }

  /** The number of chunks that there must be. */
  int count() {
    return count;
  }

  /** Bytes of every chunk, those that stick out included. */
  int chunkBytes() {
    return chunkBytes;
  }

  /**
   * A chunk's number in the grid.
   *
   * @throws DataFormatException if no chunk begins at that voxel
   */
  int number(long[] offset) throws DataFormatException {
    int number = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      long at = offset[axis];
      if (at < 0 || at >= shape[axis] || at % size[axis] != 0) {
        throw new DataFormatException("a chunk at " + Arrays.toString(offset));
      }
      number = number * along[axis] + (int) (at / size[axis]);
    }
    return number;
  }

  /** Whether a chunk's voxels follow one another in the array as they do in the chunk. */
  boolean inOnePiece(long[] offset) {
    int axis = 0;
    // Leading axes of one place do not matter, then one axis may be cut, the rest must be whole.
    while (axis < shape.length - 1 && size[axis] == 1) {
      axis++;
    }
    if (offset[axis] + size[axis] > shape[axis]) {
      return false;
    }
    for (int after = axis + 1; after < shape.length; after++) {
      if (size[after] != shape[after]) {
        return false;
      }
    }
    return true;
  }

  /** The byte of the array at which a chunk begins. */
  int place(long[] offset) {
    int place = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      place = place * shape[axis] + (int) offset[axis];
    }
    return place * voxelBytes;
  }

  /** Copies the part of a chunk that does not stick out. */
  void copy(long[] offset, byte[] chunk, byte[] out) {
    int last = shape.length - 1;
    int[] extent = new int[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      extent[axis] = (int) Math.min(size[axis], shape[axis] - offset[axis]);
    }
    int[] index = new int[shape.length];
    int row = extent[last] * voxelBytes;
    while (true) {
      int from = 0;
      int to = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        from = from * size[axis] + index[axis];
        to = to * shape[axis] + (int) offset[axis] + index[axis];
      }
      System.arraycopy(chunk, from * voxelBytes, out, to * voxelBytes, row);
      int axis = last - 1;
      while (axis >= 0 && ++index[axis] == extent[axis]) {
        index[axis--] = 0;
      }
      if (axis < 0) {
        return;
      }
    }
  }
}
