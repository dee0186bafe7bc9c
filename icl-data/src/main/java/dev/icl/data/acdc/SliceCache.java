package dev.icl.data.acdc;

import dev.icl.data.model.Slice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decoded slices up to a number of bytes; the one not asked for the longest goes first. Safe for
 * use by several threads.
 */
final class SliceCache {
  private final long capacity;
  private final LinkedHashMap<Integer, Slice> slices = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  SliceCache(long capacity) {
    this.capacity = capacity;
  }

  synchronized Optional<Slice> get(int index) {
    return Optional.ofNullable(slices.get(index));
  }

  synchronized void put(int index, Slice slice) {
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

  synchronized long bytes() {
    return bytes;
  }
}
