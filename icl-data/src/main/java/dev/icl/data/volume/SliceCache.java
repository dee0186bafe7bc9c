package dev.icl.data.volume;

import dev.icl.data.model.Slice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decoded slices up to a number of bytes; the one not asked for the longest goes first. Safe for
 * use by several threads.
 */
public final class SliceCache {
  private final long capacity;
  private final LinkedHashMap<Integer, Slice> slices = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param capacity most bytes of slices to keep
   */
  public SliceCache(long capacity) {
    this.capacity = capacity;
  }

  /**
   * A slice, if it is still here.
   *
   * @param index the index it was stored under
   */
  public synchronized Optional<Slice> get(int index) {
    return Optional.ofNullable(slices.get(index));
  }

  /** Keeps a slice, and forgets as many others as it takes. */
  public synchronized void put(int index, Slice slice) {
    if (slice.bytes() > capacity || slices.containsKey(index)) {
      return;
    }
    slices.put(index, slice);
    bytes += slice.bytes();
    var eldest = slices.entrySet().iterator();
    while (bytes > capacity) {
      Map.Entry<Integer, Slice> entry = eldest.next();
      bytes -= entry.getValue().bytes();
      eldest.remove();
    }
  }

  /** Bytes of the slices that are here. */
  public synchronized long bytes() {
    return bytes;
  }
}
