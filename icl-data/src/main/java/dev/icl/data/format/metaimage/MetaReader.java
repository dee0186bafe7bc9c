package dev.icl.data.format.metaimage;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.DetachedData;
import dev.icl.data.format.PlainVoxels;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.io.FileBytes;
import dev.icl.data.io.Inflated;
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
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one MetaImage file. */
final class MetaReader {
  private static final String LOCAL = "LOCAL";
  private static final int MOST_AXES = 10;
  private static final int MOST_CHANNELS = 65536;

  private final Path file;
  private final ReadLimits limits;

  MetaReader(Path file, ReadLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** The header's file, and that of the data where it is another. */
  static List<Path> files(Path file) {
    MetaHeader header = MetaHeader.parse(file, FileBytes.head(file, MetaHeader.LONGEST));
    return Stream.concat(Stream.of(file), dataFile(file, header).stream()).toList();
  }

  Scan read() {
    byte[] bytes = FileBytes.all(file, limits.fileBytes());
    MetaHeader header = MetaHeader.parse(file, bytes);
    requirePlain(header);
    VoxelType type =
        MetaType.named(header.needed("ElementType"))
            .orElseThrow(() -> header.wrong("ElementType"))
            .type();
    long[] sizes = header.longs("DimSize");
    if (sizes.length > MOST_AXES || header.longs("NDims")[0] != sizes.length) {
      throw header.wrong("DimSize");
    }
    int channels = channels(header);
    Shape shape =
        VoxelChecks.shape(PlainVoxels.channelsLast(sizes, channels), 3, type, limits, file);
    int count = Math.toIntExact(shape.numel() * type.bytes());
    Optional<Path> detached = dataFile(file, header);
    byte[] data =
        detached.isPresent()
            ? DetachedData.bytes(file, detached.get(), limits)
            : Arrays.copyOfRange(bytes, header.end(), bytes.length);
    boolean big = header.isTrue("BinaryDataByteOrderMSB", "ElementByteOrderMSB");
    ByteBuffer stored = decoded(header, detached.orElse(file), data, count);
    Voxels voxels =
        Voxels.of(type, stored.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
    if (channels > 1) {
      voxels = voxels.withFastestAxisSlowest(channels);
    }
    Scan scan =
        Scan.of(shape, AxisOrder.FIRST_FASTEST, VoxelChecks.finite(voxels, limits, file))
            .withSource(file, detached.isPresent() ? Sha256.hex(bytes, data) : Sha256.hex(bytes));
    return new MetaGrid(header, sizes.length).on(scan);
  }

  /** Refuses voxels as text, and scales, which programs treat differently. */
  private static void requirePlain(MetaHeader header) {
    if (header.text("BinaryData").isPresent() && !header.isTrue("BinaryData")) {
      throw header.wrong("BinaryData");
    }
    requireNumber(header, "ElementToIntensityFunctionSlope", 1);
    requireNumber(header, "ElementToIntensityFunctionOffset", 0);
  }

  private static void requireNumber(MetaHeader header, String name, double wanted) {
    if (header.text(name).isPresent() && header.numbers(name)[0] != wanted) {
      throw header.wrong(name);
    }
  }

  private static int channels(MetaHeader header) {
    String name = "ElementNumberOfChannels";
    if (header.text(name).isEmpty()) {
      return 1;
    }
    long channels = header.longs(name)[0];
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw header.wrong(name);
    }
    return (int) channels;
  }

  /**
   * The bytes of the voxels.
   *
   * @param from the file of the voxels, for messages
   * @param data all bytes from the end of the header on, or of the data file
   * @param count the number that there must be
   */
  private ByteBuffer decoded(MetaHeader header, Path from, byte[] data, int count) {
    long skip = header.text("HeaderSize").isPresent() ? header.longs("HeaderSize")[0] : 0;
    if (skip < -1 || skip > Integer.MAX_VALUE) {
      throw header.wrong("HeaderSize");
    }
    if (header.isTrue("CompressedData")) {
      if (skip != 0) {
        throw header.wrong("HeaderSize");
      }
      try (Inflated in = Inflated.ofZlib(from, data)) {
        if (count > in.most()) {
          throw truncated(from, count, in.most());
        }
        byte[] out = in.read(count);
        in.finish();
        return ByteBuffer.wrap(out);
      }
    }
    if (count > data.length || skip > data.length - count) {
      throw truncated(from, count, Math.max(0, data.length - Math.max(0, skip)));
    }
    int begin = skip < 0 ? data.length - count : (int) skip;
    return ByteBuffer.wrap(data, begin, count).slice();
  }

  private static UserException truncated(Path file, long wanted, long there) {
    return new UserException(
        "%s is truncated: its header announces %d bytes of voxels, but at most %d are there; fetch it again."
            .formatted(file, wanted, there));
  }

  private static Optional<Path> dataFile(Path file, MetaHeader header) {
    String name = header.needed(MetaHeader.DATA_FILE);
    if (name.equalsIgnoreCase(LOCAL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(DetachedData.of(file, name, MetaImageFormat.SINGLE));
    } catch (InvalidPathException e) {
      throw header.wrong(MetaHeader.DATA_FILE);
    }
  }
}
