package dev.icl.core.ops;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** The checks and the wording that the rules of all operations share. */
final class Operands {
  private Operands() {}

  /** The name of a constant as a method has it: {@code leakyRelu} for {@code LEAKY_RELU}. */
  static String opName(Enum<?> constant) {
    String[] words = constant.name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }

  static IllegalArgumentException refusal(String op, String text) {
    return new IllegalArgumentException(op + ": " + text);
  }

  static String show(Tensor x) {
    return x.dtype() + " " + x.shape();
  }

  static void requireFloating(String op, Tensor x) {
    if (!x.dtype().isFloating()) {
      throw refusal(op, "wants a floating operand, got " + show(x) + "; cast it first");
    }
  }

  static void requireDType(String op, String operand, Tensor x, DType dtype) {
    if (x.dtype() != dtype) {
      throw refusal(op, operand + " must be " + dtype + ", got " + show(x));
    }
  }

  static void requireSame(String op, Tensor a, Tensor b) {
    if (a.dtype() != b.dtype()) {
      throw refusal(
          op,
          "operands must share a type, got " + show(a) + " and " + show(b) + "; cast one first");
    }
  }

  /** A per-channel operand such as a bias: {@code [channels]}, of the input's type. */
  static void requireVector(String op, String operand, Tensor x, Tensor vector, int channels) {
    requireSame(op, x, vector);
    Shape shape = vector.shape();
    if (shape.rank() != 1 || shape.dim(0) != channels) {
      throw refusal(op, operand + " must be [" + channels + "], got " + shape);
    }
  }

  static void requirePositive(String op, String name, double value) {
    if (!(value > 0)) {
      throw refusal(op, name + " must be above 0, got " + value);
    }
  }

  static void requireLength(String op, String name, int[] values, Shape shape, int length) {
    if (values.length != length) {
      throw wrongLength(op, name, Arrays.toString(values), shape, length);
    }
  }

  static void requireLength(String op, String name, Shape values, Shape shape, int length) {
    if (values.rank() != length) {
      throw wrongLength(op, name, values.toString(), shape, length);
    }
  }

  private static RuntimeException wrongLength(
      String op, String name, String values, Shape shape, int length) {
    return refusal(
        op, name + " " + values + " must have " + length + " entries for input " + shape);
  }
}
