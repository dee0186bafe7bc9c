package dev.icl.core.ops;

import java.util.Collections;
import java.util.List;

/**
 * The window of a pooling, per spatial axis. Windows that would reach past the padded input are
 * dropped (floor mode).
 *
 * @param kernel window size, at least 1
 * @param stride step between windows, at least 1
 * @param padding border on both sides, at most half the kernel; ignored by the maximum, not counted
 *     by the average
 */
public record PoolSpec(List<Integer> kernel, List<Integer> stride, List<Integer> padding) {

  /**
   * @throws IllegalArgumentException if a value is out of range or the lists differ in length
   */
  public PoolSpec {
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    if (kernel.size() != stride.size() || kernel.size() != padding.size()) {
      throw new IllegalArgumentException(
          "kernel " + kernel + ", stride " + stride + ", padding " + padding + " differ in rank");
    }
    for (int i = 0; i < kernel.size(); i++) {
      int p = padding.get(i);
      if (kernel.get(i) < 1 || stride.get(i) < 1 || p < 0 || p > kernel.get(i) / 2) {
        throw new IllegalArgumentException(
            "kernel and stride must be at least 1, padding from 0 to half the kernel");
      }
    }
  }

  /** Windows of {@code size} side by side along each of {@code rank} axes. */
  public static PoolSpec of(int rank, int size) {
    return of(rank, size, size, 0);
  }

  /**
   * The same window along each of {@code rank} axes.
   *
   * @param rank spatial axes, 2 or 3
   * @param kernel size of the window, at least 1
   * @param stride step between windows, at least 1
   * @param padding elements on both sides, 0 to half the kernel
   */
  public static PoolSpec of(int rank, int kernel, int stride, int padding) {
    return new PoolSpec(
        Collections.nCopies(rank, kernel),
        Collections.nCopies(rank, stride),
        Collections.nCopies(rank, padding));
  }

  /** Spatial rank: 2 or 3. */
  public int rank() {
    return kernel.size();
  }
}
