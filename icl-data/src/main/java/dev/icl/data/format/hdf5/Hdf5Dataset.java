package dev.icl.data.format.hdf5;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads one array of an HDF5 file. jHDF finds the pieces; they are put together here. */
final class Hdf5Dataset {
  /** No deflate stream is longer than this many times its compressed size. */
  private static final long HIGHEST_RATIO = 1032;

  private final Hdf5File file;
  private final Path path;
  private final String name;
  private final ObjectHeader header;
  private final Hdf5Type type;
  private final Filters filters;
  private final Shape shape;

  /**
   * @throws UserException if it is of a type, filter or size that cannot be read
   */
  Hdf5Dataset(Hdf5File file, Path path, String name, ReadLimits limits) {
    this.file = file;
    this.path = path;
    this.name = name;
    this.header = file.header(name, path);
    if (!header.hasMessageOfType(DataSpaceMessage.class)) {
      throw new UserException(
          "In %s '%s' is no dataset: it must be an array of numbers.".formatted(path, name));
    }
    this.type =
        Hdf5Type.of(header.getMessageOfType(DataTypeMessage.class).getDataType(), path, name);
    this.filters = Filters.of(header, type.type().bytes(), path, name);
    long[] sizes =
        header.getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensionsAsLong();
    if (sizes.length == 0) {
      throw new UserException(
          "In %s '%s' is a single number: it must be an array.".formatted(path, name));
    }
    this.shape = VoxelChecks.shape(sizes, 1, type.type(), limits, path);
  }

  Scan read() throws DataFormatException {
    int bytes = Math.toIntExact(shape.numel() * type.type().bytes());
    DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
    ByteBuffer data;
    if (layout instanceof CompactDataLayoutMessage compact) {
      data = compact.getDataBuffer();
    } else if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      if (contiguous.getAddress() == Constants.UNDEFINED_ADDRESS) {
        throw unwritten();
      }
      data = file.storage().data(contiguous.getAddress(), bytes);
    } else {
      data = ByteBuffer.wrap(assembled(layout, bytes));
    }
    if (data.remaining() != bytes) {
      throw new DataFormatException(data.remaining() + " bytes in place of " + bytes);
    }
    Voxels voxels = Voxels.of(type.type(), data.order(type.order()));
    return Scan.of(shape, AxisOrder.LAST_FASTEST, voxels);
  }

  private byte[] assembled(DataLayoutMessage layout, int bytes) throws DataFormatException {
    long most = file.storage().size() * (filters.compressed() ? HIGHEST_RATIO : 1);
    if (bytes > most) {
      throw new DataFormatException(
          bytes + " bytes cannot come of the " + file.storage().size() + " of the file");
    }
    int[] sizes = shape.toArray();
    Chunks chunks =
        Chunks.of(layout, sizes, type.type().bytes(), Math.min(most, Integer.MAX_VALUE), file);
    ChunkGrid grid = new ChunkGrid(sizes, chunks.size(), type.type().bytes());
    if (chunks.pieces().size() > grid.count()) {
      throw new DataFormatException(chunks.pieces().size() + " chunks for " + grid.count());
    }
    byte[] out = new byte[bytes];
    byte[] buffer = new byte[0];
    BitSet found = new BitSet(grid.count());
    Inflater inflater = new Inflater();
    try {
      for (Chunk chunk : chunks.pieces()) {
        long[] offset = chunk.getChunkOffset();
        found.set(grid.number(offset));
        if (chunk.getAddress() == Constants.UNDEFINED_ADDRESS) {
          throw unwritten();
        }
        ByteBuffer stored = file.storage().data(chunk.getAddress(), chunk.getSize());
        if (grid.inOnePiece(offset) && filters.deflateOnly() && chunk.getFilterMask().isEmpty()) {
          int place = grid.place(offset);
          int size = Filters.inflate(stored, out, place, grid.chunkBytes(), inflater);
          if (size != grid.chunkBytes()) {
            throw new DataFormatException(size + " bytes for a chunk of " + grid.chunkBytes());
          }
          continue;
        }
        if (grid.chunkBytes() > HIGHEST_RATIO * stored.remaining()) {
          throw new DataFormatException(
              stored.remaining() + " bytes for a chunk of " + grid.chunkBytes());
        }
        buffer = buffer.length == 0 ? new byte[grid.chunkBytes()] : buffer;
        filters.decode(stored, chunk.getFilterMask(), buffer, inflater);
        grid.copy(offset, buffer, out);
      }
    } finally {
      inflater.end();
    }
    if (found.cardinality() != grid.count()) {
      throw unwritten();
    }
    return out;
  }

  private UserException unwritten() {
    return new UserException(
        "In %s '%s' lacks voxels that were never written: the file is unfinished; fetch it again."
            .formatted(path, name));
  }
}
