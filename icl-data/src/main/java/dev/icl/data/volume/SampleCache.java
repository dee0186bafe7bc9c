package dev.icl.data.volume;

import dev.icl.data.sample.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decoded samples up to a number of bytes; the one not asked for the longest goes first. Safe for
 * use by several threads.
 */
public final class SampleCache {
  private final long capacity;
  private final LinkedHashMap<Integer, Sample> samples = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param capacity most bytes of samples to keep
   */
  public SampleCache(long capacity) {
    this.capacity = capacity;
  }

  /**
   * A sample, if it is still here.
   *
   * @param index the index it was stored under
   */
  public synchronized Optional<Sample> get(int index) {
    return Optional.ofNullable(samples.get(index));
  }

  /** Keeps a sample, and forgets as many others as it takes. */
  public synchronized void put(int index, Sample sample) {
    if (sample.bytes() > capacity || samples.containsKey(index)) {
      return;
    }
    samples.put(index, sample);
    bytes += sample.bytes();
    var eldest = samples.entrySet().iterator();
    while (bytes > capacity) {
      Map.Entry<Integer, Sample> entry = eldest.next();
      bytes -= entry.getValue().bytes();
      eldest.remove();
    }
  }

  /**
   * Keeps a sample where there is room for it beside the others.
   *
   * @param index to store it under
   * @return whether it is here
   */
  public synchronized boolean keep(int index, Sample sample) {
    if (!samples.containsKey(index) && bytes + sample.bytes() <= capacity) {
      samples.put(index, sample);
      bytes += sample.bytes();
    }
    return samples.containsKey(index);
  }

  /** Bytes of the samples that are here. */
  public synchronized long bytes() {
    return bytes;
  }
}
