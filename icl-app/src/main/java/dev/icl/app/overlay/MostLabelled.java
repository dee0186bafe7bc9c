package dev.icl.app.overlay;

import dev.icl.data.sample.Sample;
import java.util.List;
import java.util.stream.IntStream;

/** The three planes of a volume that show most of what is labelled, one across each axis. */
final class MostLabelled {
  private MostLabelled() {}

  /**
   * The plane with the most voxels of any class across each axis, the first of several; the middle
   * one where nothing is labelled.
   *
   * @param volume of three axes
   * @param labels class of each of its voxels as an unsigned byte
   */
  static List<Cut> planes(Sample volume, byte[] labels) {
    return IntStream.range(0, volume.rank())
        .mapToObj(axis -> new Cut(axis, fullest(counts(volume, labels, axis))))
        .toList();
  }

  private static int[] counts(Sample volume, byte[] labels, int axis) {
    int inner = 1;
    for (int i = axis + 1; i < volume.rank(); i++) {
      inner *= volume.size(i);
    }
    int[] counts = new int[volume.size(axis)];
    for (int i = 0; i < labels.length; i++) {
      counts[i / inner % counts.length] += labels[i] == 0 ? 0 : 1;
    }
    return counts;
  }

  private static int fullest(int[] counts) {
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return counts[best] == 0 ? counts.length / 2 : best;
  }
}
