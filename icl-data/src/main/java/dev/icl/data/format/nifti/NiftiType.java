package dev.icl.data.format.nifti;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.VoxelType;
import java.nio.file.Path;
import java.util.Map;

/** The standard's datatype codes. */
final class NiftiType {
  private static final Map<Integer, VoxelType> NUMERIC =
      Map.of(
          2, VoxelType.UINT8,
          4, VoxelType.INT16,
          8, VoxelType.INT32,
          16, VoxelType.FLOAT32,
          64, VoxelType.FLOAT64,
          256, VoxelType.INT8,
          512, VoxelType.UINT16,
          768, VoxelType.UINT32,
          1024, VoxelType.INT64,
          1280, VoxelType.UINT64);
  private static final Map<Integer, String> OTHER =
      Map.of(
          1, "binary",
          32, "complex64",
          128, "RGB colour",
          1536, "float128",
          1792, "complex128",
          2048, "complex256",
          2304, "RGBA colour");

  private NiftiType() {}

  /**
   * @throws UserException if the code is unknown or not one of real numbers of up to 64 bits
   */
  static VoxelType of(int code, Path file) {
    VoxelType type = NUMERIC.get(code);
    if (type != null) {
      return type;
    }
    String name = OTHER.get(code);
    throw new UserException(
        name == null
            ? "%s has the datatype code %d, which NIfTI does not know: the header is damaged; fetch the file again."
                .formatted(file, code)
            : "%s holds %s voxels (datatype %d), but only integers of 8 to 64 bits, float32 and float64 can be read: convert it first."
                .formatted(file, name, code));
  }

  static int codeOf(VoxelType type) {
    return NUMERIC.entrySet().stream()
        .filter(e -> e.getValue() == type)
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
