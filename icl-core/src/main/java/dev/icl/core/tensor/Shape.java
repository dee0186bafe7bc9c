package dev.icl.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's axes, outermost first; the shape of a scalar is empty. Immutable.
 *
 * <p>Images are {@code [N, C, H, W]}, volumes {@code [N, C, D, H, W]}, tokens {@code [N, L, C]}.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;

  private Shape(int[] dims) {
    this.dims = dims;
  }

  /**
   * @param dims sizes, each at least 0
   * @throws IllegalArgumentException if a size is negative
   */
  public static Shape of(int... dims) {
    if (dims.length == 0) {
      return SCALAR;
    }
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(dims));
      }
    }
    return new Shape(dims.clone());
  }

  /**
   * The same from a list.
   *
   * @param dims sizes, each at least 0
   * @throws IllegalArgumentException if a size is negative
   */
  public static Shape of(List<Integer> dims) {
    return of(ints(dims));
  }

  private static int[] ints(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The shape of a single number, {@code []}. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /**
   * The size of an axis.
   *
   * @param axis 0 to rank − 1, or −rank to −1 counted from the last
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /**
   * The same axis counted from the first.
   *
   * @param axis 0 to rank − 1, or −rank to −1
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public int axis(int axis) {
    int index = axis < 0 ? axis + dims.length : axis;
    if (index < 0 || index >= dims.length) {
      throw new IndexOutOfBoundsException("axis " + axis + " of shape " + this);
    }
    return index;
  }

  /** The number of elements: the product of all sizes, 1 for a scalar. */
  public long numel() {
    long n = 1;
    for (int d : dims) {
      n = Math.multiplyExact(n, d);
    }
    return n;
  }

  /** A copy of the sizes. */
  public int[] toArray() {
    return dims.clone();
  }

  /** The sizes as a list. */
  public List<Integer> toList() {
    return Arrays.stream(dims).boxed().toList();
  }

  /** The sizes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Shape slice(int from, int to) {
    return of(Arrays.copyOfRange(dims, from, to));
  }

  /** The spatial sizes of a channels-first shape: everything after {@code [N, C]}. */
  public Shape spatial() {
    return slice(2, dims.length);
  }

  /** The sizes from the last axis to the first. */
  public Shape reversed() {
    int[] reversed = new int[dims.length];
    for (int axis = 0; axis < dims.length; axis++) {
      reversed[axis] = dims[dims.length - 1 - axis];
    }
    return of(reversed);
  }

  /** This shape with one axis of another size. */
  public Shape with(int axis, int size) {
    int[] copy = dims.clone();
    copy[axis(axis)] = size;
    return of(copy);
  }

  /** This shape followed by more axes. */
  public Shape append(int... more) {
    int[] all = Arrays.copyOf(dims, dims.length + more.length);
    System.arraycopy(more, 0, all, dims.length, more.length);
    return of(all);
  }

  /** This shape followed by all axes of another. */
  public Shape append(Shape more) {
    return append(more.dims);
  }

  /** The same with the further axes in a list. */
  public Shape append(List<Integer> more) {
    return append(ints(more));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** As {@code [2, 3, 64, 64]}. */
  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
