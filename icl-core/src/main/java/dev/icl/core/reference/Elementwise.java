package dev.icl.core.reference;

import dev.icl.core.ops.BinaryOp;
import dev.icl.core.ops.CompareOp;
import dev.icl.core.ops.NumberOp;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.ops.UnaryOp;
import dev.icl.core.tensor.DType;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operations of the reference, element by element. */
final class Elementwise {
  private Elementwise() {}

  static RefTensor unary(UnaryOp op, RefTensor x) {
    return map(
        x,
        switch (op) {
          case NEG -> v -> -v;
          case ABS -> Math::abs;
          case EXP -> Math::exp;
          case LOG -> Math::log;
          case SQRT -> Math::sqrt;
          case RSQRT -> v -> 1 / Math.sqrt(v);
          case SQUARE -> v -> v * v;
          case TANH -> Math::tanh;
          case SIGMOID -> v -> 1 / (1 + Math.exp(-v));
          case ERF -> ErrorFunction::erf;
          case RELU -> v -> Math.max(v, 0);
          case GELU -> v -> v * (1 + ErrorFunction.erf(v / Math.sqrt(2))) / 2;
          case LOGICAL_NOT -> v -> v == 0 ? 1 : 0;
        });
  }

  static RefTensor withNumber(NumberOp op, RefTensor x, double number) {
    return map(
        x,
        switch (op) {
          case ADD -> v -> v + number;
          case MUL -> v -> v * number;
          case POW -> v -> Math.pow(v, number);
          case LEAKY_RELU -> v -> v > 0 ? v : number * v;
        });
  }

  static RefTensor binary(BinaryOp op, RefTensor a, RefTensor b) {
    DoubleBinaryOperator f =
        switch (op) {
          case ADD -> Double::sum;
          case SUB -> (x, y) -> x - y;
          case MUL -> (x, y) -> x * y;
          case DIV -> (x, y) -> x / y;
          case MAXIMUM -> Math::max;
          case MINIMUM -> Math::min;
        };
    return zip(op.opName(), a.dtype(), a, b, f);
  }

  static RefTensor compare(CompareOp op, RefTensor a, RefTensor b) {
    DoubleBinaryOperator f =
        switch (op) {
          case EQUAL -> (x, y) -> x == y ? 1 : 0;
          case LESS -> (x, y) -> x < y ? 1 : 0;
          case GREATER -> (x, y) -> x > y ? 1 : 0;
          case LOGICAL_AND -> (x, y) -> x != 0 && y != 0 ? 1 : 0;
        };
    return zip(op.opName(), DType.BOOL, a, b, f);
  }

  static RefTensor clamp(RefTensor x, double low, double high) {
    return map(x, v -> Math.min(Math.max(v, low), high));
  }

  static RefTensor where(RefTensor condition, RefTensor a, RefTensor b) {
    return RefTensor.of(
        a.dtype(),
        ShapeRules.where(condition, a, b),
        index -> condition.stretched(index) != 0 ? a.stretched(index) : b.stretched(index),
        a,
        b);
  }

  static RefTensor cast(RefTensor x, DType dtype) {
    DoubleUnaryOperator convert =
        switch (dtype) {
          case F32, F64 -> v -> v;
          case I64, I32, U8 -> v -> (long) v;
          case BOOL -> v -> v != 0 ? 1 : 0;
        };
    return RefTensor.of(dtype, x.shape(), Arrays.stream(x.values()).map(convert).toArray(), x);
  }

  private static RefTensor map(RefTensor x, DoubleUnaryOperator f) {
    return RefTensor.of(x.dtype(), x.shape(), Arrays.stream(x.values()).map(f).toArray(), x);
  }

  private static RefTensor zip(
      String op, DType dtype, RefTensor a, RefTensor b, DoubleBinaryOperator f) {
    if (a.shape().equals(b.shape())) {
      double[] values = new double[a.values().length];
      Arrays.setAll(values, i -> f.applyAsDouble(a.values()[i], b.values()[i]));
      return RefTensor.of(dtype, a.shape(), values, a, b);
    }
    return RefTensor.of(
        dtype,
        ShapeRules.broadcast(op, a.shape(), b.shape()),
        index -> f.applyAsDouble(a.stretched(index), b.stretched(index)),
        a,
        b);
  }
}
