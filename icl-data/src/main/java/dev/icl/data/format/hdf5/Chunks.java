package dev.icl.data.format.hdf5;

import io.jhdf.Constants;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The pieces that a chunked dataset is stored in.
 *
 * @param size of a chunk along each axis
 * @param pieces the place of each, in any order
 */
record Chunks(int[] size, Collection<Chunk> pieces) {
  /**
   * @param shape of the dataset, known to fit into memory
   * @param voxelBytes bytes of a voxel
   * @param most bytes of the largest chunk that may be decompressed
   */
  static Chunks of(
      DataLayoutMessage layout, int[] shape, int voxelBytes, long most, Hdf5File file) {
    if (layout instanceof ChunkedDataLayoutMessage old) {
      int[] size = checked(old.getChunkDimensions(), shape, voxelBytes, most);
      Collection<Chunk> pieces =
          old.getBTreeAddress() == Constants.UNDEFINED_ADDRESS
              ? List.of()
              : BTreeV1.createDataBTree(file.storage(), old.getBTreeAddress(), shape.length)
                  .getChunks();
      return new Chunks(size, pieces);
    }
    ChunkedDataLayoutMessageV4 recent = (ChunkedDataLayoutMessageV4) layout;
    int[] sizes = recent.getChunkDimensions();
    // The last is the size of an element.
    int[] size = checked(Arrays.copyOf(sizes, sizes.length - 1), shape, voxelBytes, most);
    return new Chunks(size, indexed(recent, size, shape, voxelBytes, file));
  }

  private static Collection<Chunk> indexed(
      ChunkedDataLayoutMessageV4 layout, int[] size, int[] shape, int voxelBytes, Hdf5File file) {
    long address = layout.getAddress();
    if (address == Constants.UNDEFINED_ADDRESS) {
      return List.of();
    }
    long[] dimensions = Arrays.stream(shape).asLongStream().toArray();
    int bytes = Arrays.stream(size).reduce(voxelBytes, Math::multiplyExact);
    DatasetInfo info = new DatasetInfo(bytes, dimensions, size);
    return switch (layout.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX ->
          new SingleChunkIndex(layout, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX ->
          new ImplicitChunkIndex(address, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX -> {
        file.claims().checkFixedArray(address);
        yield new FixedArrayIndex(file.storage(), address, info).getAllChunks();
      }
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX -> {
        file.claims().checkExtensibleArray(address);
        yield new ExtensibleArrayIndex(file.storage(), address, info).getAllChunks();
      }
      default -> {
        file.claims().checkTree(address);
        yield new BTreeIndex(file.storage(), address, info).getAllChunks();
      }
    };
  }

  private static int[] checked(int[] size, int[] shape, int voxelBytes, long most) {
    long bytes = voxelBytes;
    boolean sane = size.length == shape.length;
    for (int axis = 0; sane && axis < size.length; axis++) {
      sane = size[axis] >= 1 && size[axis] <= most / bytes;
      bytes *= size[axis];
    }
    if (!sane) {
      throw new GuardedStorage.Exhausted(
          "it claims chunks of " + Arrays.toString(size) + " for " + Arrays.toString(shape));
    }
    return size;
  }
}
