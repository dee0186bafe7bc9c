package dev.icl.bench.conformance;

import dev.icl.core.ops.PoolSpec;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The windows of a pooling. */
final class Windows {
  private Windows() {}

  /**
   * The flat indices of every window's elements, in C order.
   *
   * @param shape {@code [N, C, spatial]}
   */
  static List<List<Integer>> of(Shape shape, PoolSpec spec) {
    int pixels = 1;
    for (int i = 0; i < spec.rank(); i++) {
      pixels *= shape.dim(i + 2);
    }
    List<List<Integer>> planes = List.of(List.of(0));
    for (int i = 0; i < spec.rank(); i++) {
      planes = alongAxis(planes, shape.dim(i + 2), spec, i);
    }
    List<List<Integer>> windows = new ArrayList<>();
    for (int plane = 0; plane < shape.dim(0) * shape.dim(1); plane++) {
      int first = plane * pixels;
      planes.forEach(window -> windows.add(window.stream().map(at -> first + at).toList()));
    }
    return windows;
  }

  /** Each window so far, at every step along one more axis. */
  private static List<List<Integer>> alongAxis(
      List<List<Integer>> before, int size, PoolSpec spec, int axis) {
    int kernel = spec.kernel().get(axis);
    int padding = spec.padding().get(axis);
    List<List<Integer>> windows = new ArrayList<>();
    for (List<Integer> window : before) {
      for (int begin = -padding;
          begin + kernel <= size + padding;
          begin += spec.stride().get(axis)) {
        List<Integer> wider = new ArrayList<>();
        for (int at : window) {
          for (int i = Math.max(0, begin); i < Math.min(size, begin + kernel); i++) {
            wider.add(at * size + i);
          }
        }
        windows.add(wider);
      }
    }
    return windows;
  }
}
