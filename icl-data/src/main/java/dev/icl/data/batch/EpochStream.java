package dev.icl.data.batch;

import dev.icl.core.random.RandomKey;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An endless stream of items: one random permutation of them after the other. The item at a
 * position depends on the key and the position alone. Safe for use by several threads.
 */
final class EpochStream {
  private final int[] items;
  private final RandomKey key;
  // The epoch last asked for: a cache, since neighbouring positions mostly share it.
  private volatile Epoch latest;

  EpochStream(List<Integer> items, RandomKey key) {
    this.items = items.stream().mapToInt(i -> i).toArray();
    this.key = key;
    this.latest = new Epoch(-1, new int[0]);
  }

  int at(long position) {
    long number = position / items.length;
    Epoch epoch = latest;
    if (epoch.number != number) {
      epoch = new Epoch(number, permutation(number));
      latest = epoch;
    }
    return epoch.order[(int) (position % items.length)];
  }

  private int[] permutation(long epoch) {
    UniformRandomProvider random = key.child(epoch).generator();
    int[] order = items.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static final class Epoch {
    final long number;
    final int[] order;

    Epoch(long number, int[] order) {
      this.number = number;
      this.order = order;
    }
  }
}
