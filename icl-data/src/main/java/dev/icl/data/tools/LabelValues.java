package dev.icl.data.tools;

import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** The set of values that label maps hold. */
final class LabelValues {
  private final BitSet values = new BitSet();

  /** Counts those of a label map of whole numbers from 0. */
  void add(Scan map) {
    Voxels voxels = map.voxels();
    for (int i = 0; i < voxels.size(); i++) {
      values.set((int) voxels.integerAt(i));
    }
  }

  /** The values, from the least. */
  List<Integer> found() {
    return values.stream().boxed().toList();
  }

  /**
   * Names for classes that have none: {@code background}, {@code class1}, {@code class2} and so on;
   * empty where some value up to the greatest occurs nowhere, or there is no foreground.
   */
  List<String> names() {
    int count = values.cardinality();
    if (count < 2 || values.length() != count) {
      return List.of();
    }
    List<String> names = new ArrayList<>(List.of("background"));
    IntStream.range(1, count).forEach(value -> names.add("class" + value));
    return List.copyOf(names);
  }
}
