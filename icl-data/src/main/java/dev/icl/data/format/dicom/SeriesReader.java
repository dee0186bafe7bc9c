package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.io.FileBytes;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads the frames of a series into one scan. */
final class SeriesReader {
  /** One bit of JPEG-LS may stand for a run of this many voxels, and a byte has eight. */
  private static final long MOST_PER_BYTE = 8L << 15;

  private final Path where;
  private final ReadLimits limits;

  /**
   * @param where the file or folder, for messages
   */
  SeriesReader(Path where, ReadLimits limits) {
    this.where = where;
    this.limits = limits;
  }

  /**
   * The scan: {@code [columns, rows, slices]}, the first axis fastest.
   *
   * @param files of the series, at least one, parsed up to their samples
   * @throws UserException if they make no scan, or one cannot be read
   */
  Scan read(List<DicomFile> files) {
    SeriesGrid grid = SeriesGrid.of(where, FrameReader.frames(files));
    Frame first = grid.frames().get(0);
    FrameFormat format = first.format();
    boolean uniform = grid.frames().stream().allMatch(first::isScaledAs);
    VoxelType type = uniform ? format.type() : VoxelType.FLOAT32;
    Shape shape =
        VoxelChecks.shape(
            new long[] {format.columns(), format.rows(), grid.frames().size()},
            3,
            type,
            limits,
            where);
    long count = shape.numel();
    requireThere(grid.frames(), count);
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(count * type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    String hash = fill(grid.frames(), type, out);
    Voxels voxels = Voxels.of(type, out.flip());
    List<String> notes = notes(grid, files.get(0), uniform);
    Scan scan =
        Scan.of(
                shape,
                AxisOrder.FIRST_FASTEST,
                uniform
                    ? voxels.scaled(first.slope(), first.intercept())
                    : VoxelChecks.finite(voxels, limits, where))
            .withSource(where, hash);
    return placed(scan, grid).withNotes(notes);
  }

  /** Uncompressed samples must be in the files before memory is taken for all of them. */
  private void requireThere(List<Frame> frames, long count) {
    long most = 0;
    Optional<Path> before = Optional.empty();
    for (Frame frame : frames) {
      if (!before.equals(Optional.of(frame.file()))) {
        most += frame.file().toFile().length();
      }
      before = Optional.of(frame.file());
    }
    if (count / MOST_PER_BYTE > most) {
      throw new UserException(
          "%s claims %d voxels, more than files of %d bytes can hold: fetch it again."
              .formatted(where, count, most));
    }
  }

  private String fill(List<Frame> frames, VoxelType type, ByteBuffer out) {
    MessageDigest digest = Sha256.digest();
    Optional<PixelFrames> pixels = Optional.empty();
    Optional<Path> open = Optional.empty();
    for (Frame frame : frames) {
      if (!open.equals(Optional.of(frame.file()))) {
        byte[] bytes = FileBytes.all(frame.file(), limits.fileBytes());
        digest.update(bytes);
        DicomFile file = DicomFile.whole(frame.file(), bytes, limits);
        if (!file.isImage() || !FrameFormat.of(file).equals(frame.format())) {
          throw new UserException(
              "%s has changed while it was read: read it again.".formatted(frame.file()));
        }
        pixels = Optional.of(new PixelFrames(file, limits));
        open = Optional.of(frame.file());
      }
      put(pixels.orElseThrow().values(frame.number()), frame, type, out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void put(int[] values, Frame frame, VoxelType type, ByteBuffer out) {
    boolean unsigned = frame.format().type() == VoxelType.UINT32;
    for (int value : values) {
      switch (type) {
        case INT8, UINT8 -> out.put((byte) value);
        case INT16, UINT16 -> out.putShort((short) value);
        case INT32, UINT32 -> out.putInt(value);
        default -> {
          double stored = unsigned ? Integer.toUnsignedLong(value) : value;
          out.putFloat((float) (stored * frame.slope() + frame.intercept()));
        }
      }
    }
  }

  private static Scan placed(Scan scan, SeriesGrid grid) {
    return grid.affine().isPresent() ? scan.withAffine(grid.affine().get()) : scan;
  }

  private static List<String> notes(SeriesGrid grid, DicomFile file, boolean uniform) {
    List<String> notes = new ArrayList<>(grid.notes());
    if (grid.frames().size() == 1) {
      notes.add("a single slice; name the folder of a series to read all of it");
    }
    if (!uniform) {
      notes.add("slope, intercept or type differ from slice to slice, so voxels are float32");
    }
    if (file.elements().text(Tags.PHOTOMETRIC).filter("MONOCHROME1"::equals).isPresent()) {
      notes.add("small values are bright (MONOCHROME1); voxels are as they are stored");
    }
    if (file.elements().text(Tags.LOSSY).filter("01"::equals).isPresent()) {
      notes.add("the images were compressed with loss");
    }
    return notes;
  }
}
