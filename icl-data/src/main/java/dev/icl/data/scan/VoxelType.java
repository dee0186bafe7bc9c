package dev.icl.data.scan;

import java.util.Locale;

/** Number types of voxels, as medical image files store them. */
public enum VoxelType {
  /** Signed, 8 bits. */
  INT8(1, true, false),
  /** Unsigned, 8 bits. */
  UINT8(1, false, false),
  /** Signed, 16 bits. */
  INT16(2, true, false),
  /** Unsigned, 16 bits. */
  UINT16(2, false, false),
  /** Signed, 32 bits. */
  INT32(4, true, false),
  /** Unsigned, 32 bits. */
  UINT32(4, false, false),
  /** Signed, 64 bits; a {@code double} holds 53 of them exactly. */
  INT64(8, true, false),
  /** Unsigned, 64 bits; a {@code double} holds 53 of them exactly. */
  UINT64(8, false, false),
  /** IEEE 754 single precision. */
  FLOAT32(4, true, true),
  /** IEEE 754 double precision. */
  FLOAT64(8, true, true);

  private final int bytes;
  private final boolean signed;
  private final boolean floating;

  VoxelType(int bytes, boolean signed, boolean floating) {
    this.bytes = bytes;
    this.signed = signed;
    this.floating = floating;
  }

  /** Bytes a voxel takes. */
  public int bytes() {
    return bytes;
  }

  /** Whether values may be negative. */
  public boolean signed() {
    return signed;
  }

  /** Whether values are floating-point numbers. */
  public boolean floating() {
    return floating;
  }

  /** The name that other tools use, such as {@code uint8}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
