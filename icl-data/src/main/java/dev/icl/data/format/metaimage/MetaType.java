package dev.icl.data.format.metaimage;

import dev.icl.data.scan.VoxelType;
import java.util.Arrays;
import java.util.Optional;

/** The number types of MetaImage files. {@code MET_LONG} has 32 bits on every system. */
enum MetaType {
  MET_CHAR(VoxelType.INT8),
  MET_UCHAR(VoxelType.UINT8),
  MET_SHORT(VoxelType.INT16),
  MET_USHORT(VoxelType.UINT16),
  MET_INT(VoxelType.INT32),
  MET_UINT(VoxelType.UINT32),
  MET_LONG(VoxelType.INT32),
  MET_ULONG(VoxelType.UINT32),
  MET_LONG_LONG(VoxelType.INT64),
  MET_ULONG_LONG(VoxelType.UINT64),
  MET_FLOAT(VoxelType.FLOAT32),
  MET_DOUBLE(VoxelType.FLOAT64);

  private final VoxelType type;

  MetaType(VoxelType type) {
    this.type = type;
  }

  VoxelType type() {
    return type;
  }

  /** The one of a name in a header. */
  static Optional<MetaType> named(String name) {
    return Arrays.stream(values()).filter(t -> t.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The one that is written for a type. */
  static MetaType of(VoxelType type) {
    return Arrays.stream(values()).filter(t -> t.type == type).findFirst().orElseThrow();
  }
}
