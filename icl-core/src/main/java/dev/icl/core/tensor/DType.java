package dev.icl.core.tensor;

/** Element types, named as safetensors names them. */
public enum DType {
  /** 32-bit IEEE float: what networks compute in. */
  F32(4),
  /** 64-bit IEEE float: reference values. */
  F64(8),
  /** 64-bit signed integer: label maps on a device, gather indices. */
  I64(8),
  /** 32-bit signed integer. */
  I32(4),
  /** 8-bit unsigned integer: label maps on the host. */
  U8(1),
  /** One byte, 0 or 1: results of comparisons. */
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** Whether this is {@link #F32} or {@link #F64}. */
  public boolean isFloating() {
    return this == F32 || this == F64;
  }
}
