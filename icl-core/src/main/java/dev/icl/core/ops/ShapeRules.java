package dev.icl.core.ops;

import static dev.icl.core.ops.Operands.refusal;
import static dev.icl.core.ops.Operands.requireDType;
import static dev.icl.core.ops.Operands.requireFloating;
import static dev.icl.core.ops.Operands.requireSame;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;

/**
 * The operand checks and result shapes of the elementwise and reducing operations of {@link Ops};
 * {@link MovementRules} and {@link NetworkRules} hold those of the others.
 *
 * <p>Every rule is stated here once. Its refusal is an {@link IllegalArgumentException} that begins
 * with the operation's name and shows the operands, so that all engines refuse with the same words.
 */
public final class ShapeRules {
  private ShapeRules() {}

  /** A floating operand, or truth values where the operation is logical; its shape comes out. */
  public static Shape unary(UnaryOp op, Tensor x) {
    if (op.isLogical()) {
      requireDType(op.opName(), "the operand", x, DType.BOOL);
    } else {
      requireFloating(op.opName(), x);
    }
    return x.shape();
  }

  /** One floating operand; its own shape comes out. */
  public static Shape withNumber(NumberOp op, Tensor x) {
    requireFloating(op.opName(), x);
    return x.shape();
  }

  /**
   * {@link Ops#clamp}: one floating operand and ordered bounds.
   *
   * @param x floating operand
   * @param low smallest value of the result
   * @param high largest value of the result, at least {@code low}
   */
  public static Shape clamp(Tensor x, double low, double high) {
    requireFloating("clamp", x);
    if (!(low <= high)) {
      throw refusal("clamp", "low must not exceed high, got " + low + " and " + high);
    }
    return x.shape();
  }

  /**
   * Two floating operands of one type that broadcast.
   *
   * @param op the operation to name in a refusal
   * @param a floating operand
   * @param b floating operand of the same type
   */
  public static Shape binary(BinaryOp op, Tensor a, Tensor b) {
    requireFloating(op.opName(), a);
    requireSame(op.opName(), a, b);
    return broadcast(op.opName(), a.shape(), b.shape());
  }

  /**
   * Two operands of one type that broadcast: any type, numbers or truth values.
   *
   * @param op the comparison
   * @param a operand of any type that the comparison takes
   * @param b operand of the same type
   */
  public static Shape compare(CompareOp op, Tensor a, Tensor b) {
    return switch (op) {
      case EQUAL -> alike(op.opName(), a, b);
      case LESS, GREATER -> ordered(op.opName(), a, b);
      case LOGICAL_AND -> logical(op.opName(), a, b);
    };
  }

  private static Shape alike(String op, Tensor a, Tensor b) {
    requireSame(op, a, b);
    return broadcast(op, a.shape(), b.shape());
  }

  private static Shape ordered(String op, Tensor a, Tensor b) {
    requireSame(op, a, b);
    if (a.dtype() == DType.BOOL) {
      throw refusal(op, "wants numbers, got " + Operands.show(a));
    }
    return broadcast(op, a.shape(), b.shape());
  }

  private static Shape logical(String op, Tensor a, Tensor b) {
    requireDType(op, "the first operand", a, DType.BOOL);
    requireDType(op, "the second operand", b, DType.BOOL);
    return broadcast(op, a.shape(), b.shape());
  }

  /**
   * {@link Ops#where}: a {@link DType#BOOL} condition and two operands of one type; all broadcast.
   *
   * @param condition truth values
   * @param a values where the condition holds
   * @param b values elsewhere, of the same type
   */
  public static Shape where(Tensor condition, Tensor a, Tensor b) {
    requireDType("where", "the condition", condition, DType.BOOL);
    requireSame("where", a, b);
    return broadcast("where", condition.shape(), broadcast("where", a.shape(), b.shape()));
  }

  /**
   * The shape two shapes stretch to, aligned at their last axes.
   *
   * @param op the operation to name in a refusal
   * @param a shape of the first operand
   * @param b shape of the second operand
   */
  public static Shape broadcast(String op, Shape a, Shape b) {
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int left = i <= a.rank() ? a.dim(-i) : 1;
      int right = i <= b.rank() ? b.dim(-i) : 1;
      if (left != right && left != 1 && right != 1) {
        throw refusal(op, "shapes " + a + " and " + b + " do not broadcast");
      }
      dims[rank - i] = left == 1 ? right : left;
    }
    return Shape.of(dims);
  }

  /**
   * An axis counted from the first.
   *
   * @param op the operation to name in a refusal
   * @param shape shape of the input
   * @param axis −rank to rank − 1
   */
  public static int axis(String op, Shape shape, int axis) {
    int index = axis < 0 ? axis + shape.rank() : axis;
    if (index < 0 || index >= shape.rank()) {
      throw refusal(op, "there is no axis " + axis + " in input " + shape);
    }
    return index;
  }

  /**
   * Axes counted from the first, ascending.
   *
   * @param op the operation to name in a refusal
   * @param shape shape of the input
   * @param axes −rank to rank − 1, each once; none means all
   */
  public static int[] axes(String op, Shape shape, int... axes) {
    int[] sorted = new int[axes.length == 0 ? shape.rank() : axes.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = axes.length == 0 ? i : axis(op, shape, axes[i]);
    }
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw refusal(op, "axes " + Arrays.toString(axes) + " name one axis twice");
      }
    }
    return sorted;
  }

  /**
   * A floating operand without the given axes, over at least one element unless it is a sum.
   *
   * @param op the reduction
   * @param x floating operand
   * @param keepDims whether reduced axes stay, with size 1
   * @param axes −rank to rank − 1, each once; none means all
   */
  public static Shape reduce(ReduceOp op, Tensor x, boolean keepDims, int... axes) {
    requireFloating(op.opName(), x);
    int[] all = axes(op.opName(), x.shape(), axes);
    if (!op.takesNothing()) {
      for (int axis : all) {
        requireElements(op.opName(), x.shape(), axis);
      }
    }
    return reduced(x.shape(), keepDims, all);
  }

  /** {@link Ops#argmax}: a floating operand without the axis. */
  public static Shape argmax(Tensor x, int axis) {
    requireFloating("argmax", x);
    int index = axis("argmax", x.shape(), axis);
    requireElements("argmax", x.shape(), index);
    return reduced(x.shape(), false, index);
  }

  /**
   * {@link Ops#softmax} and {@link Ops#logSoftmax}: a floating operand that has the axis.
   *
   * @param op the operation to name in a refusal
   * @param x floating operand
   * @param axis −rank to rank − 1
   */
  public static Shape alongAxis(String op, Tensor x, int axis) {
    requireFloating(op, x);
    axis(op, x.shape(), axis);
    return x.shape();
  }

  /**
   * A dropout's operands: a floating input, a rate in [0, 1) and a mask that stretches to the
   * input.
   *
   * @param x floating input
   * @param rate 0 (inclusive) to 1 (exclusive)
   * @param maskShape shape of the mask, which broadcasts to the input's
   */
  public static Shape dropout(Tensor x, double rate, Shape maskShape) {
    requireFloating("dropout", x);
    if (!(rate >= 0 && rate < 1)) {
      throw refusal("dropout", "rate must be at least 0 and below 1, got " + rate);
    }
    if (!stretches(maskShape, x.shape())) {
      throw refusal("dropout", "mask " + maskShape + " does not broadcast to input " + x.shape());
    }
    return x.shape();
  }

  /** Whether {@code from} broadcasts to exactly {@code to}. */
  public static boolean stretches(Shape from, Shape to) {
    if (from.rank() > to.rank()) {
      return false;
    }
    for (int i = 1; i <= from.rank(); i++) {
      if (from.dim(-i) != to.dim(-i) && from.dim(-i) != 1) {
        return false;
      }
    }
    return true;
  }

  private static void requireElements(String op, Shape shape, int axis) {
    if (shape.dim(axis) == 0) {
      throw refusal(op, "axis " + axis + " of input " + shape + " is empty");
    }
  }

  private static Shape reduced(Shape shape, boolean keepDims, int... sortedAxes) {
    int[] dims = new int[keepDims ? shape.rank() : shape.rank() - sortedAxes.length];
    int out = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean gone = Arrays.binarySearch(sortedAxes, axis) >= 0;
      if (!gone || keepDims) {
        dims[out++] = gone ? 1 : shape.dim(axis);
      }
    }
    return Shape.of(dims);
  }
}
