package dev.icl.data.volume;

import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleSource;
import java.util.Optional;

/**
 * Decoded samples: in memory up to a number of bytes and, where there is a file for them, the
 * others there. Without one, those not asked for the longest are forgotten. Safe for use by several
 * threads.
 */
final class KeptSamples {
  private final SampleCache memory;
  private final Optional<SampleFile> file;

  /**
   * @param memoryBytes most bytes of samples to keep in memory
   * @param file takes the others
   */
  KeptSamples(long memoryBytes, Optional<SampleFile> file) {
    this.memory = new SampleCache(memoryBytes);
    this.file = file;
  }

  /**
   * Keeps a sample.
   *
   * @param place of the sample in the dataset
   * @return whether it will never have to be decoded again
   */
  boolean keep(int place, Sample sample) {
    if (memory.keep(place, sample) || file.isPresent() && file.get().put(place, sample)) {
      return true;
    }
    remember(place, sample);
    return false;
  }

  /** Keeps a sample in memory, in place of others where they may be forgotten. */
  void remember(int place, Sample sample) {
    if (file.isEmpty()) {
      memory.put(place, sample);
    }
  }

  /** A sample as a whole, if it is in memory. */
  Optional<Sample> inMemory(int place) {
    return memory.get(place);
  }

  /** A sample as a whole, if it is kept. */
  Optional<Sample> sample(int place) {
    return memory.get(place).or(() -> stored(place).map(StoredSample::whole));
  }

  /** A sample as a source of images, if it is kept. */
  Optional<SampleSource> source(int place) {
    return stored(place)
        .<SampleSource>map(sample -> sample)
        .or(() -> memory.get(place).map(SampleSource::of));
  }

  private Optional<StoredSample> stored(int place) {
    return file.flatMap(f -> f.get(place));
  }
}
