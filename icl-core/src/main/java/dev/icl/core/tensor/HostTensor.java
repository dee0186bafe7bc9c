package dev.icl.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.LongToDoubleFunction;

/**
 * Numbers in the JVM's reach: a shape, a type and a direct little-endian buffer in C order (last
 * axis fastest). What goes into an engine and what comes out of it.
 *
 * <p>Each view method returns a fresh position over the shared memory; whoever holds a host tensor
 * may write to it until handing it to somebody else.
 */
public final class HostTensor {
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private final DType dtype;
  private final Shape shape;
  private final ByteBuffer data;

  private HostTensor(DType dtype, Shape shape, ByteBuffer data) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /**
   * A tensor of zeros.
   *
   * @throws IllegalArgumentException if it would take 2 GiB or more
   */
  public static HostTensor zeros(DType dtype, Shape shape) {
    return new HostTensor(
        dtype,
        shape,
        ByteBuffer.allocateDirect(byteSize(dtype, shape)).order(ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * A tensor over memory that exists already; it is not copied.
   *
   * @param dtype element type
   * @param shape sizes of the axes
   * @param data exactly the bytes of the tensor, little-endian, between position and limit
   * @throws IllegalArgumentException if the size does not match
   */
  public static HostTensor wrap(DType dtype, Shape shape, ByteBuffer data) {
    if (data.remaining() != byteSize(dtype, shape)) {
      throw new IllegalArgumentException(
          data.remaining() + " bytes do not make a " + dtype + " tensor of shape " + shape);
    }
    return new HostTensor(dtype, shape, data.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** A float32 tensor with these values in C order. */
  public static HostTensor of(Shape shape, float... values) {
    HostTensor t = zeros(DType.F32, shape);
    requireLength(shape, values.length);
    t.data.asFloatBuffer().put(values);
    return t;
  }

  /** A float64 tensor with these values in C order. */
  public static HostTensor of(Shape shape, double... values) {
    HostTensor t = zeros(DType.F64, shape);
    requireLength(shape, values.length);
    t.data.asDoubleBuffer().put(values);
    return t;
  }

  /** An int64 tensor with these values in C order. */
  public static HostTensor of(Shape shape, long... values) {
    HostTensor t = zeros(DType.I64, shape);
    requireLength(shape, values.length);
    t.data.asLongBuffer().put(values);
    return t;
  }

  /** A float32 scalar. */
  public static HostTensor scalar(double value) {
    return of(Shape.scalar(), (float) value);
  }

  /**
   * A tensor whose element {@code i} (flat, C order) is {@code f(i)}, rounded to the type.
   *
   * @param dtype element type
   * @param shape sizes of the axes
   * @param f the value at a flat index in C order
   */
  public static HostTensor fill(DType dtype, Shape shape, LongToDoubleFunction f) {
    HostTensor t = zeros(dtype, shape);
    int n = t.size();
    for (int i = 0; i < n; i++) {
      t.set(i, f.applyAsDouble(i));
    }
    return t;
  }

  /** Whether a tensor of that type and shape takes less than 2 GiB, the most there can be. */
  public static boolean fits(DType dtype, Shape shape) {
    return bytesOf(dtype, shape) <= MOST_BYTES;
  }

  /** Element type. */
  public DType dtype() {
    return dtype;
  }

  /** Sizes of the axes. */
  public Shape shape() {
    return shape;
  }

  /** The number of elements. */
  public int size() {
    return data.capacity() / dtype.bytes();
  }

  /**
   * A range of the first axis, which shares this tensor's memory.
   *
   * @param first index of the first row, from 0
   * @param count number of rows
   * @throws IndexOutOfBoundsException if there are not as many
   */
  public HostTensor rows(int first, int count) {
    Objects.checkFromIndexSize(first, count, shape.dim(0));
    Shape part = shape.with(0, count);
    int bytes = byteSize(dtype, part);
    int begin = shape.dim(0) == 0 ? 0 : data.capacity() / shape.dim(0) * first;
    return wrap(dtype, part, data.slice(begin, bytes));
  }

  /** The memory, little-endian, position 0, as a view that shares it. */
  public ByteBuffer bytes() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The element at a flat C-order index, as a double regardless of the type ({@code BOOL} as 0 or
   * 1).
   */
  public double get(int index) {
    return switch (dtype) {
      case F32 -> data.getFloat(index * 4);
      case F64 -> data.getDouble(index * 8);
      case I64 -> data.getLong(index * 8);
      case I32 -> data.getInt(index * 4);
      case U8, BOOL -> data.get(index) & 0xff;
    };
  }

  /** Sets the element at a flat C-order index, rounded to the type. */
  public void set(int index, double value) {
    switch (dtype) {
      case F32 -> data.putFloat(index * 4, (float) value);
      case F64 -> data.putDouble(index * 8, value);
      case I64 -> data.putLong(index * 8, (long) value);
      case I32 -> data.putInt(index * 4, (int) value);
      case U8, BOOL -> data.put(index, (byte) value);
    }
  }

  /** The single number this holds. */
  public double item() {
    if (size() != 1) {
      throw new IllegalStateException("item() of a tensor of shape " + shape);
    }
    return get(0);
  }

  /** All elements as doubles, C order. */
  public double[] toDoubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(i);
    }
    return values;
  }

  /** All elements as floats, C order. */
  public float[] toFloats() {
    float[] values = new float[size()];
    if (dtype == DType.F32) {
      data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) get(i);
    }
    return values;
  }

  /** The same numbers in another type; {@code this} if it is the type already. */
  public HostTensor to(DType other) {
    if (other == dtype) {
      return this;
    }
    return fill(other, shape, i -> get((int) i));
  }

  /** The same memory under another shape of equal size. */
  public HostTensor reshape(Shape other) {
    if (other.numel() != shape.numel()) {
      throw new IllegalArgumentException("cannot reshape " + shape + " to " + other);
    }
    return new HostTensor(dtype, other, data);
  }

  /** As {@code F32[2, 3]}; values are not shown. */
  @Override
  public String toString() {
    return dtype.name() + shape;
  }

  private static void requireLength(Shape shape, int length) {
    if (shape.numel() != length) {
      throw new IllegalArgumentException(length + " values for shape " + shape);
    }
  }

  private static int byteSize(DType dtype, Shape shape) {
    long bytes = bytesOf(dtype, shape);
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a host tensor of shape " + shape + " would take " + bytes + " bytes, 2 GiB is the most");
    }
    return (int) bytes;
  }

  private static long bytesOf(DType dtype, Shape shape) {
    return Math.multiplyExact(shape.numel(), dtype.bytes());
  }
}
