package dev.icl.data.batch;

import dev.icl.data.sample.SampleSource;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A voxel of the foreground, as nnU-Net draws it: one of the classes that are there, each as likely
 * as another, then one of its voxels.
 */
final class ForegroundVoxel {
  private ForegroundVoxel() {}

  /**
   * Draws a voxel.
   *
   * @return its place in C order; empty if there is no foreground
   */
  static OptionalInt draw(SampleSource source, UniformRandomProvider random) {
    int[] counts = source.voxelsOfClasses();
    int[] present = IntStream.range(1, counts.length).filter(c -> counts[c] > 0).toArray();
    if (present.length == 0) {
      return OptionalInt.empty();
    }
    int wanted = present[random.nextInt(present.length)];
    return OptionalInt.of(source.place(wanted, random.nextInt(counts[wanted])));
  }
}
