package dev.icl.data.format.hdf5;

import dev.icl.core.error.UserException;
import io.jhdf.ObjectHeader;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Undoes what was done to a dataset's chunks: deflate, shuffle, checksum. */
final class Filters {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int CHECKSUM_BYTES = 4;

  private final List<Integer> ids;
  private final int voxelBytes;

  private Filters(List<Integer> ids, int voxelBytes) {
    this.ids = ids;
    this.voxelBytes = voxelBytes;
  }

  /**
   * @throws UserException if there are filters that cannot be undone
   */
  static Filters of(ObjectHeader header, int voxelBytes, Path file, String name) {
    if (!header.hasMessageOfType(FilterPipelineMessage.class)) {
      return new Filters(List.of(), voxelBytes);
    }
    List<FilterInfo> filters = header.getMessageOfType(FilterPipelineMessage.class).getFilters();
    List<Integer> ids = filters.stream().map(FilterInfo::getId).toList();
    boolean known = ids.stream().allMatch(id -> id >= DEFLATE && id <= FLETCHER32);
    if (!known || ids.stream().distinct().count() != ids.size()) {
      throw new UserException(
          "In %s '%s' is stored with the filters %s, but only gzip, shuffle and fletcher32 can be read: repack it (h5repack -f GZIP=4)."
              .formatted(file, name, ids));
    }
    return new Filters(ids, voxelBytes);
  }

  /** Whether chunks are stored as they are. */
  boolean none() {
    return ids.isEmpty();
  }

  /** Whether chunks may be larger than what is stored. */
  boolean compressed() {
    return ids.contains(DEFLATE);
  }

  /** Whether a chunk can be decompressed where it belongs, nothing else being done to it. */
  boolean deflateOnly() {
    return ids.equals(List.of(DEFLATE));
  }

  /**
   * Undoes all filters but those the chunk was stored without.
   *
   * @param stored the chunk in the file
   * @param skipped filters that were not applied, by place
   * @param out of exactly the chunk's size
   * @param inflater to be used and left as it was
   */
  void decode(ByteBuffer stored, BitSet skipped, byte[] out, Inflater inflater)
      throws DataFormatException {
    byte[] current = null;
    ByteBuffer rest = stored;
    for (int i = ids.size() - 1; i >= 0; i--) {
      if (skipped.get(i)) {
        continue;
      }
      switch (ids.get(i)) {
        case DEFLATE -> {
          byte[] target = current == out ? new byte[out.length] : out;
          int size = inflate(rest, target, 0, target.length, inflater);
          rest = ByteBuffer.wrap(target, 0, size);
          current = target;
        }
        case SHUFFLE -> {
          byte[] target = current == out ? new byte[rest.remaining()] : out;
          unshuffle(rest, target);
          rest = ByteBuffer.wrap(target, 0, rest.remaining());
          current = target;
        }
        default -> rest = rest.slice(rest.position(), rest.remaining() - CHECKSUM_BYTES);
      }
    }
    if (rest.remaining() != out.length) {
      throw new DataFormatException(rest.remaining() + " bytes for a chunk of " + out.length);
    }
    if (current != out) {
      rest.get(out);
    }
  }

  /** Decompresses into a place of exactly that size. */
  static int inflate(ByteBuffer stored, byte[] out, int at, int size, Inflater inflater)
      throws DataFormatException {
    inflater.reset();
    inflater.setInput(stored.duplicate());
    byte[] beyond = new byte[1];
    int done = 0;
    while (!inflater.finished()) {
      // A stream that fills its place exactly has its own end still to be read.
      boolean full = done == size;
      int n = full ? inflater.inflate(beyond) : inflater.inflate(out, at + done, size - done);
      if ((n == 0 || full) && !(n == 0 && inflater.finished())) {
        throw new DataFormatException("the stream has another size than its chunk");
      }
      done += n;
    }
    return done;
  }

  /** Bytes of all voxels were sorted by their place in the voxel. */
  private void unshuffle(ByteBuffer from, byte[] out) throws DataFormatException {
    int count = from.remaining() / voxelBytes;
    if (from.remaining() > out.length) {
      throw new DataFormatException("the stream has another size than its chunk");
    }
    int at = from.position();
    for (int b = 0; b < voxelBytes; b++) {
      for (int i = 0, to = b; i < count; i++, to += voxelBytes) {
        out[to] = from.get(at++);
      }
    }
    while (at < from.limit()) {
      out[at - from.position()] = from.get(at++);
    }
  }
}
