package dev.icl.modules.network;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import java.util.List;

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
    if (patch.size() != network.spatialRank()) {
      throw new UserException(
          "train.patch: %s has %d sizes, but the network %s takes %d; give one per spatial axis."
              .formatted(patch, patch.size(), network.name(), network.spatialRank()));
    }
    int divisor = network.divisor();
    if (patch.stream().anyMatch(size -> size < divisor || size % divisor != 0)) {
      List<Integer> smaller = patch.stream().map(size -> down(size, divisor)).toList();
      List<Integer> larger = patch.stream().map(size -> up(size, divisor)).toList();
      throw new UserException(
          "train.patch: the network %s cannot divide %s, every size must be a multiple of %d; use %s."
              .formatted(
                  network.name(),
                  patch,
                  divisor,
                  smaller.equals(larger) ? larger : smaller + " or " + larger));
    }
  }

  /**
   * @param images {@code [N, C, spatial]}
   * @throws IllegalArgumentException if a spatial size is not a multiple of the divisor
   */
  static void requireMultiples(Shape images, int divisor) {
    for (int size : images.spatial().toArray()) {
      if (size % divisor != 0) {
        throw new IllegalArgumentException(
            "images " + images + ": spatial sizes must be multiples of " + divisor);
      }
    }
  }

  private static int down(int size, int divisor) {
    return Math.max(divisor, Math.floorDiv(size, divisor) * divisor);
  }

  private static int up(int size, int divisor) {
    return Math.max(divisor, -Math.floorDiv(-size, divisor) * divisor);
  }
}
