package dev.icl.data.format.hdf5;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.VoxelType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A dataset's number type.
 *
 * @param type of a voxel
 * @param order of its bytes
 */
record Hdf5Type(VoxelType type, ByteOrder order) {
  /**
   * @throws UserException if it is no plain integer of 8 to 64 bits and no IEEE float of 32 or 64
   */
  static Hdf5Type of(DataType type, Path file, String name) {
    if (type instanceof EnumDataType names) {
      // What h5py makes of a boolean mask.
      return of(names.getBaseType(), file, name);
    }
    if (type instanceof FixedPoint fixed
        && fixed.getBitOffset() == 0
        && fixed.getBitPrecision() == 8 * fixed.getSize()) {
      Optional<VoxelType> found = integer(fixed.getSize(), fixed.isSigned());
      if (found.isPresent()) {
        return new Hdf5Type(found.get(), fixed.getByteOrder());
      }
    }
    if (type instanceof FloatingPoint floating) {
      if (ieee(floating, 4, 8, 23)) {
        return new Hdf5Type(VoxelType.FLOAT32, floating.getByteOrder());
      }
      if (ieee(floating, 8, 11, 52)) {
        return new Hdf5Type(VoxelType.FLOAT64, floating.getByteOrder());
      }
    }
    throw new UserException(
        "In %s '%s' is of a type that cannot be read: allowed are integers of 8 to 64 bits, float32 and float64."
            .formatted(file, name));
  }

  private static Optional<VoxelType> integer(int size, boolean signed) {
    return switch (size) {
      case 1 -> Optional.of(signed ? VoxelType.INT8 : VoxelType.UINT8);
      case 2 -> Optional.of(signed ? VoxelType.INT16 : VoxelType.UINT16);
      case 4 -> Optional.of(signed ? VoxelType.INT32 : VoxelType.UINT32);
      case 8 -> Optional.of(signed ? VoxelType.INT64 : VoxelType.UINT64);
      default -> Optional.empty();
    };
  }

  private static boolean ieee(FloatingPoint type, int size, int exponent, int mantissa) {
    return type.getSize() == size
        && type.getBitOffset() == 0
        && type.getBitPrecision() == 8 * size
        && type.getExponentSize() == exponent
        && type.getExponentLocation() == mantissa
        && type.getMantissaSize() == mantissa
        && type.getMantissaLocation() == 0;
  }
}
