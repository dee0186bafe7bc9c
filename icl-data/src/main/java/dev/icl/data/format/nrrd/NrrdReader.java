package dev.icl.data.format.nrrd;

import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.DetachedData;
import dev.icl.data.format.PlainVoxels;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.io.FileBytes;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one NRRD file. */
final class NrrdReader {
  private static final int MOST_CHANNELS = 65536;

  private final Path file;
  private final ReadLimits limits;

  NrrdReader(Path file, ReadLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** The header's file, and that of the data where it is another. */
  static List<Path> files(Path file) {
    NrrdHeader header = NrrdHeader.parse(file, FileBytes.head(file, NrrdHeader.LONGEST));
    return Stream.concat(Stream.of(file), dataFile(file, header).stream()).toList();
  }

  Scan read() {
    byte[] bytes = FileBytes.all(file, limits.fileBytes());
    NrrdHeader header = NrrdHeader.parse(file, bytes);
    VoxelType type = type(header);
    long[] sizes = header.longs("sizes");
    if (sizes.length > 16 || header.longs("dimension")[0] != sizes.length) {
      throw header.wrong("sizes");
    }
    NrrdGrid grid = new NrrdGrid(header, sizes);
    int channels = channels(header, sizes, grid.leadingAxes());
    long[] places = Arrays.copyOfRange(sizes, grid.leadingAxes(), sizes.length);
    Shape shape =
        VoxelChecks.shape(PlainVoxels.channelsLast(places, channels), 3, type, limits, file);
    int count = Math.toIntExact(shape.numel() * type.bytes());
    Optional<Path> detached = dataFile(file, header);
    byte[] data =
        detached.isPresent()
            ? DetachedData.bytes(file, detached.get(), limits)
            : Arrays.copyOfRange(bytes, header.end(), bytes.length);
    ByteBuffer stored = new NrrdData(header, detached.orElse(file)).decoded(data, count);
    Voxels voxels = Voxels.of(type, stored.order(order(header, type)));
    if (channels > 1) {
      voxels = voxels.withFastestAxisSlowest(channels);
    }
    Scan scan =
        Scan.of(shape, AxisOrder.FIRST_FASTEST, VoxelChecks.finite(voxels, limits, file))
            .withSource(file, detached.isPresent() ? Sha256.hex(bytes, data) : Sha256.hex(bytes));
    return grid.on(scan);
  }

  /** The number of values of one place: vectors, colours, or the layers of a segmentation. */
  private static int channels(NrrdHeader header, long[] sizes, int leadingAxes) {
    long channels = 1;
    for (int axis = 0; axis < leadingAxes; axis++) {
      if (sizes[axis] < 1 || sizes[axis] > MOST_CHANNELS) {
        throw header.wrong("sizes");
      }
      channels *= sizes[axis];
      if (channels > MOST_CHANNELS) {
        throw header.wrong("sizes");
      }
    }
    return (int) channels;
  }

  private VoxelType type(NrrdHeader header) {
    return switch (header.needed("type").toLowerCase(Locale.ROOT)) {
      case "signed char", "int8", "int8_t" -> VoxelType.INT8;
      case "uchar", "unsigned char", "uint8", "uint8_t" -> VoxelType.UINT8;
      case "short", "short int", "signed short", "signed short int", "int16", "int16_t" ->
          VoxelType.INT16;
      case "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t" ->
          VoxelType.UINT16;
      case "int", "signed int", "int32", "int32_t" -> VoxelType.INT32;
      case "uint", "unsigned int", "uint32", "uint32_t" -> VoxelType.UINT32;
      case "longlong",
          "long long",
          "long long int",
          "signed long long",
          "signed long long int",
          "int64",
          "int64_t" ->
          VoxelType.INT64;
      case "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t" ->
          VoxelType.UINT64;
      case "float" -> VoxelType.FLOAT32;
      case "double" -> VoxelType.FLOAT64;
      default -> throw header.wrong("type");
    };
  }

  private static ByteOrder order(NrrdHeader header, VoxelType type) {
    if (type.bytes() == 1) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    return switch (header.needed("endian").toLowerCase(Locale.ROOT)) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw header.wrong("endian");
    };
  }

  private static Optional<Path> dataFile(Path file, NrrdHeader header) {
    Optional<String> name = header.text("datafile");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(DetachedData.of(file, name.get(), NrrdFormat.SINGLE));
    } catch (InvalidPathException e) {
      throw header.wrong("datafile");
    }
  }
}
