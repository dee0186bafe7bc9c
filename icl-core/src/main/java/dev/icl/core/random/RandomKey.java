package dev.icl.core.random;

import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A place in a tree of random streams. A key is a value: the same path from the same seed gives the
 * same numbers on every machine, whatever was drawn elsewhere and in any order, so a run is resumed
 * by naming its iteration and nothing has to be saved.
 *
 * <pre>{@code
 * RandomKey root = RandomKey.of(1337);
 * double x = root.child("augment").child(iteration).generator().nextDouble();
 * }</pre>
 *
 * @param high upper half of the state
 * @param low lower half of the state
 */
public record RandomKey(long high, long low) {
  /** The root of a run's streams. */
  public static RandomKey of(long seed) {
    return new RandomKey(0x9e3779b97f4a7c15L, seed).child(0x49434cL);
  }

  /** The stream of a purpose. */
  public RandomKey child(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return child(hash);
  }

  /** The stream of a number, such as an iteration or a sample. */
  public RandomKey child(long number) {
    long a = mix(high ^ mix(number + 0x632be59bd9b4e019L));
    long b = mix(low + a + 0x9e3779b97f4a7c15L);
    return new RandomKey(a + Long.rotateLeft(b, 31), b);
  }

  /** A fresh generator at the start of this stream (L64-X128-Mix). */
  public UniformRandomProvider generator() {
    return RandomSource.L64_X128_MIX.create(
        new long[] {mix(high), mix(low), mix(high + low), mix(high ^ Long.rotateLeft(low, 17))});
  }

  /** Stafford's variant 13 of the 64-bit finaliser of MurmurHash3. */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }

  /**
   * Shuffles a list in place, the same way for the same key and length on every machine (Fisher and
   * Yates, from the end).
   */
  public <T> void shuffle(List<T> items) {
    UniformRandomProvider random = generator();
    for (int i = items.size() - 1; i > 0; i--) {
      Collections.swap(items, i, random.nextInt(i + 1));
    }
  }
}
