package dev.icl.data.format.hdf5;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.data.format.Contents;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes one HDF5 file: gzip in chunks of about a megabyte, whole along the last axes. */
final class Hdf5Writer {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Path file;
  private final boolean overwrite;

  Hdf5Writer(Path file, boolean overwrite) {
    this.file = file;
    this.overwrite = overwrite;
  }

  void write(Contents contents) {
    if (contents.image().isEmpty() && contents.label().isEmpty()) {
      throw new UserException(file + " would hold nothing: give an image or a label map.");
    }
    AtomicFile.make(
        file,
        overwrite,
        path -> {
          try (WritableHdfFile h5 = HdfFile.write(path)) {
            contents.image().ifPresent(scan -> put(h5, "image", scan));
            contents.label().ifPresent(scan -> put(h5, "label", scan));
          } catch (HdfException e) {
            throw new IOException(e.getMessage(), e);
          }
        });
  }

  private static void put(WritableHdfFile h5, String name, Scan scan) {
    Scan ordered = scan.inOrder(AxisOrder.LAST_FASTEST);
    Voxels voxels = ordered.voxels();
    int[] shape = ordered.shape().toArray();
    VoxelType stored = voxels.unscaled() ? voxels.type() : VoxelType.FLOAT64;
    DatasetCreationOptions.Builder options =
        DatasetCreationOptions.builder().chunkDimensions(chunk(shape, stored.bytes())).deflate();
    if (!stored.signed()) {
      options.unsigned();
    }
    h5.putDataset(name, nested(voxels, stored, shape, 0, new int[1]), options.build());
  }

  /** As many of the last axes whole as fit, the one before them in part, the first ones singly. */
  private static int[] chunk(int[] shape, int voxelBytes) {
    int[] chunk = new int[shape.length];
    Arrays.fill(chunk, 1);
    int left = CHUNK_BYTES / voxelBytes;
    for (int axis = shape.length - 1; axis >= 0 && left > 1; axis--) {
      chunk[axis] = Math.min(shape[axis], left);
      left = chunk[axis] == shape[axis] ? left / chunk[axis] : 0;
    }
    return chunk;
  }

  /** The arrays of arrays that jHDF wants. */
  private static Object nested(Voxels voxels, VoxelType type, int[] shape, int axis, int[] place) {
    if (axis == shape.length - 1) {
      return row(voxels, type, shape[axis], place);
    }
    int[] dimensions = new int[shape.length - axis];
    dimensions[0] = shape[axis];
    Object out = Array.newInstance(component(type), dimensions);
    for (int i = 0; i < shape[axis]; i++) {
      Array.set(out, i, nested(voxels, type, shape, axis + 1, place));
    }
    return out;
  }

  private static Class<?> component(VoxelType type) {
    return switch (type) {
      case INT8, UINT8 -> byte.class;
      case INT16, UINT16 -> short.class;
      case INT32, UINT32 -> int.class;
      case INT64, UINT64 -> long.class;
      case FLOAT32 -> float.class;
      case FLOAT64 -> double.class;
    };
  }

  private static Object row(Voxels voxels, VoxelType type, int size, int[] place) {
    Object row = Array.newInstance(component(type), size);
    for (int i = 0; i < size; i++) {
      int at = place[0]++;
      switch (type) {
        case INT8, UINT8 -> ((byte[]) row)[i] = (byte) voxels.integerAt(at);
        case INT16, UINT16 -> ((short[]) row)[i] = (short) voxels.integerAt(at);
        case INT32, UINT32 -> ((int[]) row)[i] = (int) voxels.integerAt(at);
        case INT64, UINT64 -> ((long[]) row)[i] = voxels.integerAt(at);
        case FLOAT32 -> ((float[]) row)[i] = (float) voxels.at(at);
        case FLOAT64 -> ((double[]) row)[i] = voxels.at(at);
      }
    }
    return row;
  }
}
