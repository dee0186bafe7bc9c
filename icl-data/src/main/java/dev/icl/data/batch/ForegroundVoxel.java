package dev.icl.data.batch;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A voxel of the foreground, as nnU-Net draws it: one of the classes that are there, each as likely
 * as another, then one of its voxels.
 */
final class ForegroundVoxel {
  private static final int BYTES = 256;

  private ForegroundVoxel() {}

  /**
   * Draws a voxel.
   *
   * @param label class of each voxel as an unsigned byte
   * @return its place; empty if there is no foreground
   */
  static OptionalInt draw(byte[] label, UniformRandomProvider random) {
    int[] counts = new int[BYTES];
    for (byte value : label) {
      counts[value & 0xff]++;
    }
    int[] present = IntStream.range(1, BYTES).filter(c -> counts[c] > 0).toArray();
    if (present.length == 0) {
      return OptionalInt.empty();
    }
    int wanted = present[random.nextInt(present.length)];
    int left = random.nextInt(counts[wanted]);
    int place = 0;
    while ((label[place] & 0xff) != wanted || left-- > 0) {
      place++;
    }
    return OptionalInt.of(place);
  }
}
