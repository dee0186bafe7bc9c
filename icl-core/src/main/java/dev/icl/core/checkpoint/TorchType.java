package dev.icl.core.checkpoint;

import dev.icl.core.tensor.DType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** An element type of PyTorch's storages, and the type that its values are read as. */
enum TorchType {
  FLOAT("FloatStorage", 4, DType.F32),
  DOUBLE("DoubleStorage", 8, DType.F64),
  HALF("HalfStorage", 2, DType.F32),
  BFLOAT16("BFloat16Storage", 2, DType.F32),
  LONG("LongStorage", 8, DType.I64),
  INT("IntStorage", 4, DType.I32),
  SHORT("ShortStorage", 2, DType.I32),
  CHAR("CharStorage", 1, DType.I32),
  BYTE("ByteStorage", 1, DType.U8),
  BOOL("BoolStorage", 1, DType.BOOL);

  private static final int HALF_BIAS = 15;
  private static final int HALF_FRACTION = 10;

  private final String storage;
  private final int bytes;
  private final DType dtype;

  TorchType(String storage, int bytes, DType dtype) {
    this.storage = storage;
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /** The type of a storage class, such as {@code FloatStorage}. */
  static Optional<TorchType> ofStorage(String name) {
    return Arrays.stream(values()).filter(type -> type.storage.equals(name)).findFirst();
  }

  /** The name of its storage class. */
  String storage() {
    return storage;
  }

  /** Bytes of an element in the file. */
  int bytes() {
    return bytes;
  }

  /** The type that values are read as. */
  DType dtype() {
    return dtype;
  }

  /** Whether its bytes are those of the type that values are read as. */
  boolean isAsRead() {
    return switch (this) {
      case FLOAT, DOUBLE, LONG, INT, BYTE -> true;
      case HALF, BFLOAT16, SHORT, CHAR, BOOL -> false;
    };
  }

  /**
   * The element at an index of little-endian bytes; integers of 64 bits lose what a double has not.
   */
  double get(ByteBuffer data, int index) {
    int at = index * bytes;
    return switch (this) {
      case FLOAT -> data.getFloat(at);
      case DOUBLE -> data.getDouble(at);
      case HALF -> half(data.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(at) << 16);
      case LONG -> data.getLong(at);
      case INT -> data.getInt(at);
      case SHORT -> data.getShort(at);
      case CHAR -> data.get(at);
      case BYTE -> data.get(at) & 0xff;
      case BOOL -> data.get(at) == 0 ? 0 : 1;
    };
  }

  /** A float of 16 bits: 1 of sign, 5 of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >> HALF_FRACTION & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude;
    if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, 1 - HALF_BIAS - HALF_FRACTION);
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      magnitude =
          Math.scalb(
              (double) (fraction + (1 << HALF_FRACTION)), exponent - HALF_BIAS - HALF_FRACTION);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
