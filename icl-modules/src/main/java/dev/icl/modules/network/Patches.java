package dev.icl.modules.network;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.core.text.Counts;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** The image sizes that a network can take. */
public final class Patches {
  private Patches() {}

  /**
   * Checks the configured patch.
   *
   * @param patch {@code train.patch}, one size per spatial axis
   * @throws UserException if the network works on another number of axes, or a size is not a
   *     multiple of its divisor
   */
  public static void require(SegmentationNetwork network, List<Integer> patch) {
    require(network.name(), patch, network.divisors());
  }

  /**
   * Checks the configured patch for a network that is made for one size of images, before it is
   * made.
   *
   * @param network its name
   * @param patch {@code train.patch}, one size per spatial axis
   * @param divisors one per spatial axis of the network
   * @throws UserException as above
   */
  static void require(String network, List<Integer> patch, List<Integer> divisors) {
    if (patch.size() != divisors.size()) {
      throw new UserException(
          "train.patch: %s has %s, but the network %s takes %d; give one per spatial axis."
              .formatted(patch, Counts.of(patch.size(), "size"), network, divisors.size()));
    }
    List<Integer> smaller = nearest(patch, divisors, Math::floorDiv);
    List<Integer> larger = nearest(patch, divisors, Patches::ceilDiv);
    if (!smaller.equals(patch) || !larger.equals(patch)) {
      throw new UserException(
          "train.patch: the network %s cannot divide %s, %s; use %s."
              .formatted(
                  network,
                  patch,
                  rule(divisors),
                  smaller.equals(larger) ? larger : smaller + " or " + larger));
    }
  }

  private static String rule(List<Integer> divisors) {
    return isOne(divisors)
        ? "every size must be a multiple of " + divisors.get(0)
        : "the sizes must be multiples of " + divisors;
  }

  private static boolean isOne(List<Integer> divisors) {
    return divisors.stream().distinct().count() == 1;
  }

  /**
   * Refuses images that a network cannot divide.
   *
   * @param images {@code [N, C, spatial]}
   * @param divisors one per spatial axis
   * @throws IllegalArgumentException if a spatial size is not a multiple of its divisor
   */
  public static void requireMultiples(Shape images, List<Integer> divisors) {
    int[] sizes = images.spatial().toArray();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] % divisors.get(i) != 0) {
        throw new IllegalArgumentException(
            "images %s: spatial sizes must be multiples of %s"
                .formatted(images, isOne(divisors) ? divisors.get(0) : divisors));
      }
    }
  }

  /** The multiples next to sizes, at least the divisors themselves. */
  private static List<Integer> nearest(
      List<Integer> sizes, List<Integer> divisors, IntBinaryOperator division) {
    return IntStream.range(0, sizes.size())
        .map(
            i -> {
              int divisor = divisors.get(i);
              return Math.max(1, division.applyAsInt(sizes.get(i), divisor)) * divisor;
            })
        .boxed()
        .toList();
  }

  private static int ceilDiv(int size, int divisor) {
    return -Math.floorDiv(-size, divisor);
  }
}
