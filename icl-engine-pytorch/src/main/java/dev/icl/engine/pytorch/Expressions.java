package dev.icl.engine.pytorch;

import dev.icl.core.tensor.Shape;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pieces of TorchScript: expressions over an operand {@code a}, and values. */
final class Expressions {
  private Expressions() {}

  /**
   * A box of {@code a}; {@code a} itself where the box is all of it.
   *
   * @param shape of the operand
   * @param begin the first index along every axis
   * @param size the number of elements along every axis
   */
  static String slice(Shape shape, int[] begin, Shape size) {
    String box = "a";
    for (int i = 0; i < begin.length; i++) {
      if (begin[i] != 0 || size.dim(i) != shape.dim(i)) {
        box = "torch.narrow(" + box + ", " + i + ", " + begin[i] + ", " + size.dim(i) + ")";
      }
    }
    return box;
  }

  /**
   * {@code a} within a border.
   *
   * @param before the number of elements in front, along every axis
   * @param after the number of elements behind
   * @param value of the border
   */
  static String pad(int[] before, int[] after, double value) {
    int[] sides = new int[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      int last = before.length - 1 - i;
      sides[2 * i] = before[last];
      sides[2 * i + 1] = after[last];
    }
    return "torch.constant_pad_nd(a, " + list(sides) + ", " + number(value) + ")";
  }

  static String list(int[] values) {
    return IntStream.of(values)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String truth(boolean value) {
    return value ? "True" : "False";
  }

  /** A float: always with a point or an exponent. */
  static String number(double value) {
    return Double.isInfinite(value)
        ? value > 0 ? "float('inf')" : "float('-inf')"
        : String.format(Locale.ROOT, "%.17e", value);
  }
}
