package dev.icl.core.ops;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The geometry of a convolution per spatial axis (two entries in 2-D, three in 3-D).
 *
 * @param stride step between outputs, at least 1
 * @param padding zeros on both sides, at least 0
 * @param dilation distance between kernel taps, at least 1
 * @param groups the number of independent groups of channels, at least 1
 */
public record ConvSpec(
    List<Integer> stride, List<Integer> padding, List<Integer> dilation, int groups) {

  /**
   * @throws IllegalArgumentException if a value is out of range or the lists differ in length
   */
  public ConvSpec {
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    dilation = List.copyOf(dilation);
    if (stride.size() != padding.size() || stride.size() != dilation.size()) {
      throw new IllegalArgumentException(
          "stride "
              + stride
              + ", padding "
              + padding
              + ", dilation "
              + dilation
              + " differ in rank");
    }
    if (stride.stream().anyMatch(s -> s < 1)
        || padding.stream().anyMatch(p -> p < 0)
        || dilation.stream().anyMatch(d -> d < 1)
        || groups < 1) {
      throw new IllegalArgumentException(
          "stride, dilation and groups must be at least 1, padding at least 0");
    }
  }

  /**
   * The same stride and padding along each of {@code rank} spatial axes; no dilation, one group.
   *
   * @param rank spatial axes, 2 or 3
   * @param stride step between outputs, at least 1
   * @param padding zeros on both sides, at least 0
   */
  public static ConvSpec of(int rank, int stride, int padding) {
    return new ConvSpec(repeat(rank, stride), repeat(rank, padding), repeat(rank, 1), 1);
  }

  /** Stride 1 and the padding that keeps the size of the input for an odd kernel. */
  public static ConvSpec same(int... kernel) {
    return new ConvSpec(
        repeat(kernel.length, 1),
        Arrays.stream(kernel).mapToObj(k -> k / 2).toList(),
        repeat(kernel.length, 1),
        1);
  }

  /** This with another number of groups. */
  public ConvSpec withGroups(int count) {
    return new ConvSpec(stride, padding, dilation, count);
  }

  /** This with the same dilation along every axis. */
  public ConvSpec withDilation(int distance) {
    return new ConvSpec(stride, padding, repeat(rank(), distance), groups);
  }

  /** Spatial rank: 2 or 3. */
  public int rank() {
    return stride.size();
  }

  private static List<Integer> repeat(int rank, int value) {
    return Collections.nCopies(rank, value);
  }
}
