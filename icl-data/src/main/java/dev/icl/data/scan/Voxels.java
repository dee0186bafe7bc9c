package dev.icl.data.scan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * Numbers in the type and byte order their file has them in, read through a scale: {@code value =
 * stored · slope + intercept}. Immutable: an array that was handed over must not be written to
 * again.
 */
public final class Voxels {
  /** The largest distance of a label from a whole number. */
  public static final double LABEL_TOLERANCE = 1e-3;

  private final VoxelType type;
  private final ByteBuffer bytes;
  private final int size;
  private final double slope;
  private final double intercept;

  private Voxels(VoxelType type, ByteBuffer bytes, double slope, double intercept) {
    this.type = type;
    this.bytes = bytes;
    this.size = bytes.remaining() / type.bytes();
    this.slope = slope;
    this.intercept = intercept;
  }

  /**
   * Voxels over a buffer, which is kept, not copied.
   *
   * @param type of each number
   * @param bytes the numbers from position to limit, in the buffer's byte order
   * @throws IllegalArgumentException if the bytes are no whole number of voxels
   */
  public static Voxels of(VoxelType type, ByteBuffer bytes) {
    if (bytes.remaining() % type.bytes() != 0) {
      throw new IllegalArgumentException(bytes.remaining() + " bytes of " + type);
    }
    return new Voxels(type, bytes.slice().order(bytes.order()), 1, 0);
  }

  /** A copy of some numbers. */
  public static Voxels of(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    return new Voxels(VoxelType.FLOAT32, bytes, 1, 0);
  }

  /** A copy of some class numbers, unsigned. */
  public static Voxels ofLabels(byte... values) {
    return new Voxels(VoxelType.UINT8, ByteBuffer.wrap(values.clone()), 1, 0);
  }

  /**
   * The same stored numbers read through a scale.
   *
   * @throws IllegalArgumentException if the slope is zero or one of them is not finite
   */
  public Voxels scaled(double newSlope, double newIntercept) {
    if (newSlope == 0 || !Double.isFinite(newSlope) || !Double.isFinite(newIntercept)) {
      throw new IllegalArgumentException("scale " + newSlope + ", " + newIntercept);
    }
    return new Voxels(type, bytes, newSlope, newIntercept);
  }

  /** Type of the stored numbers. */
  public VoxelType type() {
    return type;
  }

  /** The number of voxels. */
  public int size() {
    return size;
  }

  /** The factor by which stored numbers are multiplied. */
  public double slope() {
    return slope;
  }

  /** The summand that is added after that. */
  public double intercept() {
    return intercept;
  }

  /** Whether values are the stored numbers themselves. */
  public boolean unscaled() {
    return slope == 1 && intercept == 0;
  }

  /** The stored numbers, read-only, in their own byte order. */
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer().order(bytes.order());
  }

  /**
   * A value.
   *
   * @param place 0 to {@code size() - 1}, in the order of the file
   */
  public double at(int place) {
    return stored(place) * slope + intercept;
  }

  /**
   * A stored number of an integer type, exactly; 64-bit unsigned ones as {@link
   * Long#toUnsignedString} reads them.
   *
   * @throws IllegalStateException if the type is a floating-point one
   */
  public long integerAt(int place) {
    return switch (type) {
      case INT8 -> bytes.get(place);
      case UINT8 -> bytes.get(place) & 0xff;
      case INT16 -> bytes.getShort(2 * place);
      case UINT16 -> bytes.getShort(2 * place) & 0xffff;
      case INT32 -> bytes.getInt(4 * place);
      case UINT32 -> bytes.getInt(4 * place) & 0xffffffffL;
      case INT64, UINT64 -> bytes.getLong(8 * place);
      case FLOAT32, FLOAT64 -> throw new IllegalStateException(type + " is no integer type");
    };
  }

  private double stored(int place) {
    return switch (type) {
      case FLOAT32 -> bytes.getFloat(4 * place);
      case FLOAT64 -> bytes.getDouble(8 * place);
      case UINT64 -> unsigned(bytes.getLong(8 * place));
      default -> integerAt(place);
    };
  }

  private static double unsigned(long bits) {
    // Halving keeps the lowest bit, so that the sum is rounded once, correctly.
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }

  /** All values rounded to single precision, in the order of the file; a new array. */
  public float[] toFloats() {
    float[] out = new float[size];
    if (unscaled() && type == VoxelType.FLOAT32) {
      bytes.asFloatBuffer().get(0, out);
    } else {
      for (int i = 0; i < size; i++) {
        out[i] = (float) at(i);
      }
    }
    return out;
  }

  /**
   * A value as a label: the whole number that it is within {@link #LABEL_TOLERANCE} of, since
   * scaled and floating-point label maps hold 0.999999 for 1.
   *
   * @return 0 to 255; -1 if it is none of them
   */
  public int labelAt(int place) {
    if (type == VoxelType.UINT8 && unscaled()) {
      return bytes.get(place) & 0xff;
    }
    double value = at(place);
    double whole = Math.rint(value);
    boolean label = whole >= 0 && whole < 256 && Math.abs(value - whole) <= LABEL_TOLERANCE;
    return label ? (int) whole : -1;
  }

  /** Whether any value is no whole number, so that it is a label only because it is rounded. */
  public boolean anyRoundedLabel() {
    if (unscaled() && !type.floating()) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      double value = at(i);
      if (value != Math.rint(value)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The place of the first value that is no label from 0 to {@code classes - 1}; -1 if there is
   * none.
   *
   * @param classes the number of values allowed, at most 256
   */
  public int firstBeyond(int classes) {
    for (int i = 0; i < size; i++) {
      int label = labelAt(i);
      if (label < 0 || label >= classes) {
        return i;
      }
    }
    return -1;
  }

  /** A value for people, whole numbers without a point. */
  public String shown(int place) {
    double value = at(place);
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** All labels as bytes, in the order of the file; for values that {@link #firstBeyond} allows. */
  public byte[] toBytes() {
    byte[] out = new byte[size];
    if (unscaled() && type.bytes() == 1) {
      bytes.get(0, out);
    } else {
      for (int i = 0; i < size; i++) {
        out[i] = (byte) labelAt(i);
      }
    }
    return out;
  }

  /**
   * The number of values that are NaN or infinite, or become so in single precision, which is what
   * they are computed with.
   */
  public int countNonFinite() {
    int count = 0;
    if (type == VoxelType.FLOAT32 && unscaled()) {
      // All bits of the exponent set: the same as Float.isFinite, in integers.
      IntBuffer bits = bytes.asIntBuffer();
      for (int i = 0; i < size; i++) {
        count += (bits.get(i) & 0x7f800000) == 0x7f800000 ? 1 : 0;
      }
    } else if (mayOverflow()) {
      for (int i = 0; i < size; i++) {
        count += isFinite(i) ? 0 : 1;
      }
    }
    return count;
  }

  /** The place of the first value that {@link #countNonFinite} counts; -1 if there is none. */
  public int firstNonFinite() {
    for (int i = 0; mayOverflow() && i < size; i++) {
      if (!isFinite(i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isFinite(int place) {
    return Float.isFinite((float) at(place));
  }

  /** Integers have at most 64 bits: with an ordinary scale they are far from the largest float. */
  private boolean mayOverflow() {
    return type.floating() || Math.abs(slope) > 1e18 || Math.abs(intercept) > 1e37;
  }

  /** A copy in which everything that {@link #countNonFinite} counts is a stored zero. */
  public Voxels withZeroForNonFinite() {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).order(bytes.order());
    copy.put(0, bytes, 0, bytes.remaining());
    for (int i = 0; i < size; i++) {
      if (!isFinite(i)) {
        for (int b = 0; b < type.bytes(); b++) {
          copy.put(i * type.bytes() + b, (byte) 0);
        }
      }
    }
    return new Voxels(type, copy, slope, intercept);
  }

  /** The stored numbers in another byte order; itself if they are. */
  public Voxels in(ByteOrder order) {
    if (order == bytes.order()) {
      return this;
    }
    ByteBuffer out = ByteBuffer.allocate(bytes.remaining()).order(order);
    for (int i = 0; i < bytes.remaining(); i += type.bytes()) {
      switch (type.bytes()) {
        case 1 -> out.put(i, bytes.get(i));
        case 2 -> out.putShort(i, bytes.getShort(i));
        case 4 -> out.putInt(i, bytes.getInt(i));
        default -> out.putLong(i, bytes.getLong(i));
      }
    }
    return new Voxels(type, out, slope, intercept);
  }

  /** The voxels of an array laid out in another order. */
  Voxels reordered(AxisOrder wanted, AxisOrder order, int[] shape) {
    ByteBuffer out = ByteBuffer.allocate(bytes.remaining()).order(bytes.order());
    AxisOrder.Row row =
        switch (type.bytes()) {
          case 1 ->
              (to, from, step, count) -> {
                for (int i = 0, at = from; i < count; i++, at += step) {
                  out.put(to + i, bytes.get(at));
                }
              };
          case 2 ->
              (to, from, step, count) -> {
                for (int i = 0, at = from; i < count; i++, at += step) {
                  out.putShort(2 * (to + i), bytes.getShort(2 * at));
                }
              };
          case 4 ->
              (to, from, step, count) -> {
                for (int i = 0, at = from; i < count; i++, at += step) {
                  out.putInt(4 * (to + i), bytes.getInt(4 * at));
                }
              };
          default ->
              (to, from, step, count) -> {
                for (int i = 0, at = from; i < count; i++, at += step) {
                  out.putLong(8 * (to + i), bytes.getLong(8 * at));
                }
              };
        };
    wanted.rows(order, shape, row);
    return new Voxels(type, out, slope, intercept);
  }

  /**
   * The voxels of an array whose fastest axis is made its slowest: channel after channel of what is
   * stored voxel after voxel.
   *
   * @param places the size of that axis
   */
  public Voxels withFastestAxisSlowest(int places) {
    int[] shape = {places, size / places};
    return reordered(AxisOrder.LAST_FASTEST, AxisOrder.FIRST_FASTEST, shape);
  }

  /** Some of the voxels, not copied. */
  Voxels part(int from, int count) {
    ByteBuffer some = bytes.slice(from * type.bytes(), count * type.bytes()).order(bytes.order());
    return new Voxels(type, some, slope, intercept);
  }
}
