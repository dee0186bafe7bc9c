package dev.icl.modules.network.unet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * nnU-Net's published rule for strides and kernels ({@code get_pool_and_conv_props} of {@code
 * network_topology.py}, version 2). Isensee et al., <i>nnU-Net: a self-configuring method for deep
 * learning-based biomedical image segmentation</i>, Nature Methods 2021.
 *
 * <p>Level by level, those axes are halved that have at least 8 pixels left and whose spacing is
 * below twice the smallest among them. It ends where there is none, or one of fewer than 12 pixels
 * alone. The kernel along an axis is 1 until its spacing is below twice the smallest of all axes,
 * and 3 from then on; the deepest level has 3 along each.
 */
public final class TopologyRule {
  /** The fewest pixels that an axis may have at the deepest level. */
  private static final int LEAST_SIZE = 4;

  private final double[] sizes;
  private final double[] spacing;
  private final int[] kernel;

  private TopologyRule(List<? extends Number> patch, List<Double> spacing) {
    this.sizes = patch.stream().mapToDouble(Number::doubleValue).toArray();
    this.spacing = spacing.stream().mapToDouble(Double::doubleValue).toArray();
    this.kernel = new int[sizes.length];
    Arrays.fill(kernel, 1);
  }

  /**
   * The topology for a patch, whose sizes need not be multiples of its divisors.
   *
   * @param patch pixels along each axis, halves of them where it is a median
   * @param spacing mm between them, or any numbers of the same ratios
   * @return one level where no axis can be halved
   * @throws IllegalArgumentException if the numbers of axes differ
   */
  public static Topology of(List<? extends Number> patch, List<Double> spacing) {
    if (patch.size() != spacing.size()) {
      throw new IllegalArgumentException("spacing " + spacing + " of a patch " + patch);
    }
    return new TopologyRule(patch, spacing).topology();
  }

  private Topology topology() {
    int rank = sizes.length;
    List<List<Integer>> strides = new ArrayList<>();
    List<List<Integer>> kernels = new ArrayList<>();
    strides.add(Collections.nCopies(rank, 1));
    for (List<Integer> axes = axesToHalve(); !axes.isEmpty(); axes = axesToHalve()) {
      widenKernel();
      kernels.add(Arrays.stream(kernel).boxed().toList());
      strides.add(halve(axes));
    }
    kernels.add(Topology.threes(rank));
    return new Topology(strides, kernels);
  }

  private List<Integer> axesToHalve() {
    List<Integer> large =
        IntStream.range(0, sizes.length)
            .filter(axis -> sizes[axis] >= 2 * LEAST_SIZE)
            .boxed()
            .toList();
    double finest = large.stream().mapToDouble(axis -> spacing[axis]).min().orElse(0);
    List<Integer> axes = large.stream().filter(axis -> spacing[axis] / finest < 2).toList();
    return axes.size() == 1 && sizes[axes.get(0)] < 3 * LEAST_SIZE ? List.of() : axes;
  }

  private void widenKernel() {
    double finest = Arrays.stream(spacing).min().orElseThrow();
    for (int axis = 0; axis < kernel.length; axis++) {
      if (spacing[axis] / finest < 2) {
        kernel[axis] = 3;
      }
    }
  }

  /** Halves axes, rounding up; the stride that does it. */
  private List<Integer> halve(List<Integer> axes) {
    List<Integer> stride = new ArrayList<>(Collections.nCopies(sizes.length, 1));
    for (int axis : axes) {
      stride.set(axis, 2);
      spacing[axis] *= 2;
      sizes[axis] = Math.ceil(sizes[axis] / 2);
    }
    return List.copyOf(stride);
  }
}
