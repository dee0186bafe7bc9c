package dev.icl.modules.network.unet;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The strides and kernels of the levels of a U-Net.
 *
 * @param strides of the first convolution of each level, along each axis, shallow to deep; 1 at the
 *     first level
 * @param kernels of each level, along each axis; as many
 */
public record Topology(List<List<Integer>> strides, List<List<Integer>> kernels) {
  /** The largest number of features of a level, as a multiple of the first level's, in 3-D. */
  private static final int MOST_IN_VOLUMES = 10;

  /** The same in 2-D: nnU-Net has 32 features first and at most 320 in 3-D and 512 in 2-D. */
  private static final int MOST_IN_IMAGES = 16;

  /** Copies the lists. */
  public Topology {
    strides = strides.stream().map(List::copyOf).toList();
    kernels = kernels.stream().map(List::copyOf).toList();
  }

  /** The number of levels, the deepest included. */
  public int levels() {
    return strides.size();
  }

  /** The number of spatial axes. */
  public int rank() {
    return strides.get(0).size();
  }

  /**
   * The number of pixels of the image that one of a level spans, along each axis.
   *
   * @param level 0 for that of the image's size
   */
  public List<Integer> scales(int level) {
    return IntStream.range(0, rank())
        .mapToObj(
            axis ->
                strides.subList(0, level + 1).stream()
                    .mapToInt(stride -> stride.get(axis))
                    .reduce(1, Math::multiplyExact))
        .toList();
  }

  /** The numbers of which the sizes of an image must be multiples, one per axis. */
  public List<Integer> divisors() {
    return scales(levels() - 1);
  }

  /**
   * Sizes raised to the next multiples of the divisors.
   *
   * @param sizes one per axis
   */
  public List<Integer> padded(List<? extends Number> sizes) {
    List<Integer> divisors = divisors();
    return IntStream.range(0, rank())
        .mapToObj(axis -> raised(sizes.get(axis).doubleValue(), divisors.get(axis)))
        .toList();
  }

  private static int raised(double size, int divisor) {
    return Math.multiplyExact((int) Math.ceil(size / divisor), divisor);
  }

  /**
   * The features of each level: twice those of the level above, up to ten times those of the first
   * in 3-D and sixteen times in 2-D.
   *
   * @param first those of the first level
   */
  public List<Integer> features(int first) {
    int most = first * (rank() == 2 ? MOST_IN_IMAGES : MOST_IN_VOLUMES);
    return IntStream.range(0, levels())
        .mapToObj(level -> (int) Math.min(most, first * Math.pow(2, level)))
        .toList();
  }

  /** Kernels of 3 at every level: what the deepest one always has. */
  static List<Integer> threes(int rank) {
    return Collections.nCopies(rank, 3);
  }
}
