package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The order of a tensor's axes in memory: physical axis {@code i} is logical axis {@code order[i]},
 * outermost first. So transposing costs nothing until somebody needs another order.
 */
final class Layout {
  private final int[] order;

  private Layout(int[] order) {
    this.order = order;
  }

  static Layout of(int... order) {
    return new Layout(order.clone());
  }

  /** C order. */
  static Layout logical(int rank) {
    return new Layout(IntStream.range(0, rank).toArray());
  }

  /** Images and volumes {@code [N, C, spatial]} held as {@code [N, spatial, C]}; else C order. */
  static Layout activations(int rank) {
    return rank < 4 ? logical(rank) : lastAxis(rank, 1);
  }

  /** Convolution weights {@code [O, I, kernel]} held as {@code [kernel, I, O]}; else C order. */
  static Layout weights(int rank) {
    if (rank < 4) {
      return logical(rank);
    }
    int[] order = new int[rank];
    for (int i = 0; i < rank - 2; i++) {
      order[i] = i + 2;
    }
    order[rank - 2] = 1;
    return new Layout(order);
  }

  /** C order but for one logical axis, which is innermost. */
  static Layout lastAxis(int rank, int axis) {
    return logical(rank).withInnermost(axis);
  }

  /** This order but for one logical axis, which is innermost. */
  Layout withInnermost(int axis) {
    int[] moved = new int[order.length];
    int next = 0;
    for (int a : order) {
      if (a != axis) {
        moved[next++] = a;
      }
    }
    moved[next] = axis;
    return new Layout(moved);
  }

  int rank() {
    return order.length;
  }

  /** The logical axis at a physical place. */
  int axis(int place) {
    return order[place];
  }

  /** The physical place of a logical axis. */
  int place(int axis) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] == axis) {
        return i;
      }
    }
    throw new IndexOutOfBoundsException("axis " + axis + " of " + this);
  }

  int[] places(int... axes) {
    return Arrays.stream(axes).map(this::place).toArray();
  }

  boolean isLogical() {
    return Arrays.equals(order, logical(order.length).order);
  }

  /** Values given per logical axis, in physical order. */
  int[] physical(int[] perAxis) {
    return Arrays.stream(order).map(a -> perAxis[a]).toArray();
  }

  /** The sizes of the physical axes. */
  int[] physical(Shape logical) {
    return physical(logical.toArray());
  }

  /**
   * The layout of a logical transpose of what has this layout, on the same memory.
   *
   * @param permutation axis {@code i} of the result is axis {@code permutation[i]}
   */
  Layout transposed(int[] permutation) {
    Layout inverse = new Layout(permutation);
    return new Layout(Arrays.stream(order).map(inverse::place).toArray());
  }

  /** The permutation of physical axes that turns memory of this layout into that of another. */
  int[] permutationTo(Layout other) {
    return Arrays.stream(other.order).map(this::place).toArray();
  }

  /** This without some logical axes; those that stay are renumbered. */
  Layout without(int... axes) {
    int[] kept =
        Arrays.stream(order).filter(a -> IntStream.of(axes).noneMatch(x -> x == a)).toArray();
    return new Layout(
        Arrays.stream(kept)
            .map(a -> a - (int) IntStream.of(axes).filter(x -> x < a).count())
            .toArray());
  }

  /** This with a new logical axis, which is innermost. */
  Layout withNewInnermost(int axis) {
    int[] more =
        Arrays.copyOf(
            Arrays.stream(order).map(a -> a < axis ? a : a + 1).toArray(), order.length + 1);
    more[order.length] = axis;
    return new Layout(more);
  }

  /** This with {@code count} new outermost axes, logically first too. */
  Layout withLeading(int count) {
    return new Layout(
        IntStream.concat(IntStream.range(0, count), Arrays.stream(order).map(a -> a + count))
            .toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout that && Arrays.equals(order, that.order);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(order);
  }

  @Override
  public String toString() {
    return Arrays.toString(order);
  }
}
