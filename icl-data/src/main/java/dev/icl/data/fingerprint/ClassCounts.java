package dev.icl.data.fingerprint;

import dev.icl.core.error.UserException;
import dev.icl.data.sample.LabelBytes;
import dev.icl.data.sample.SampleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Counts the voxels of each class in label maps. */
final class ClassCounts {
  private final List<String> given;
  private final long[] voxels = new long[SampleSource.LABELS];
  private final int[] scans = new int[SampleSource.LABELS];

  /**
   * Counts of nothing yet.
   *
   * @param given names of the classes, the background first; empty where they are not known
   */
  ClassCounts(List<String> given) {
    this.given = given;
  }

  /** Counts a label map, unsigned bytes. */
  void add(byte[] labels) {
    int[] here = LabelBytes.counts(labels);
    for (int c = 0; c < SampleSource.LABELS; c++) {
      voxels[c] += here[c];
      scans[c] += here[c] > 0 ? 1 : 0;
    }
  }

  /**
   * Names of the classes: those given, or {@code background}, {@code class1} and so on.
   *
   * @throws UserException if none are given and the label maps do not hold every value from 0 to a
   *     greatest one
   */
  List<String> names() {
    if (!given.isEmpty()) {
      return given;
    }
    List<Integer> held =
        IntStream.range(0, SampleSource.LABELS).filter(c -> voxels[c] > 0).boxed().toList();
    if (held.size() < 2 || held.get(held.size() - 1) != held.size() - 1) {
      throw new UserException(
          "data.classes is empty, and the values of the label maps, %s, do not tell how many classes there are: list the names of the classes, as --set data.classes=[background,liver]."
              .formatted(held));
    }
    List<String> names = new ArrayList<>(List.of("background"));
    IntStream.range(1, held.size()).forEach(c -> names.add("class" + c));
    return List.copyOf(names);
  }

  /** The frequency of each class. */
  List<ClassFrequency> frequencies() {
    List<String> names = names();
    long all = IntStream.range(0, SampleSource.LABELS).mapToLong(c -> voxels[c]).sum();
    return IntStream.range(0, names.size())
        .mapToObj(
            c ->
                new ClassFrequency(
                    names.get(c), voxels[c], all == 0 ? 0 : (double) voxels[c] / all, scans[c]))
        .toList();
  }
}
