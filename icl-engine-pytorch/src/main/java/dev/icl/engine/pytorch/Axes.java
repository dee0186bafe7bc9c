package dev.icl.engine.pytorch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Moves of one axis, as between channels-first shapes and channels-last memory. */
final class Axes {
  private Axes() {}

  /** The entries with the one at {@code from} moved to {@code to}. */
  static int[] move(int[] entries, int from, int to) {
    List<Integer> list = new ArrayList<>(Arrays.stream(entries).boxed().toList());
    list.add(to, list.remove(from));
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The permutation that moves an axis. */
  static int[] moving(int rank, int from, int to) {
    int[] axes = new int[rank];
    Arrays.setAll(axes, i -> i);
    return move(axes, from, to);
  }
}
