package dev.icl.data.format.nifti;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.Shape;
import dev.icl.core.text.Counts;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.io.FileBytes;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads one NIfTI file or pair. */
final class NiftiReader {
  private final NiftiPair files;
  private final ReadLimits limits;

  NiftiReader(Path file, ReadLimits limits) {
    this.files = NiftiPair.of(file);
    this.limits = limits;
  }

  Scan read() {
    byte[] headerFile = FileBytes.all(files.header(), limits.fileBytes());
    if (headerFile.length == 0) {
      throw new UserException("%s is empty; fetch it again.".formatted(files.header()));
    }
    return files.single() ? readSingle(headerFile) : readPair(headerFile);
  }

  private Scan readSingle(byte[] bytes) {
    Path file = files.header();
    try (ByteSource source = ByteSource.of(file, bytes)) {
      NiftiHeader header = header(source, file);
      if (!header.single()) {
        throw new UserException(
            "%s is the header of a pair: name it .hdr, with its voxels in an .img file beside it."
                .formatted(file));
      }
      long begin = offset(header, header.version() == 1 ? 352 : 544, file);
      int passed = header.version() == 1 ? NiftiHeader.SIZE_1 : NiftiHeader.SIZE_2;
      Scan scan = voxels(header, source, begin - passed, begin, file);
      return scan.withSource(file, Sha256.hex(bytes));
    }
  }

  private Scan readPair(byte[] headerFile) {
    NiftiHeader header;
    try (ByteSource source = ByteSource.of(files.header(), headerFile)) {
      header = header(source, files.header());
    }
    if (header.single()) {
      throw new UserException(
          "%s says that its voxels follow in the same file: name it .nii."
              .formatted(files.header()));
    }
    byte[] image = FileBytes.all(files.image(), limits.fileBytes());
    try (ByteSource source = ByteSource.of(files.image(), image)) {
      long begin = offset(header, 0, files.header());
      Scan scan = voxels(header, source, begin, begin, files.image());
      return scan.withSource(files.image(), Sha256.hex(headerFile, image));
    }
  }

  private static NiftiHeader header(ByteSource source, Path file) {
    if (source.most() < NiftiHeader.SIZE_1) {
      throw tooShort(file, source.most());
    }
    byte[] first = source.read(NiftiHeader.SIZE_1);
    if (NiftiHeader.size(first) == NiftiHeader.SIZE_2) {
      if (source.most() < NiftiHeader.SIZE_2) {
        throw tooShort(file, source.most());
      }
      byte[] whole = Arrays.copyOf(first, NiftiHeader.SIZE_2);
      byte[] rest = source.read(NiftiHeader.SIZE_2 - NiftiHeader.SIZE_1);
      System.arraycopy(rest, 0, whole, first.length, rest.length);
      return NiftiHeader.parse(whole, file);
    }
    return NiftiHeader.parse(first, file);
  }

  private static UserException tooShort(Path file, long bytes) {
    return new UserException(
        "%s is too short for a NIfTI header: it has at most %s; fetch it again."
            .formatted(file, Counts.of(bytes, "byte")));
  }

  private static long offset(NiftiHeader header, int least, Path file) {
    double offset = header.voxOffset();
    if (offset == 0) {
      return least;
    }
    if (!(offset >= least && offset <= Integer.MAX_VALUE && offset == Math.rint(offset))) {
      throw new UserException(
          "%s says that its voxels begin at byte %s (vox_offset), but it must be %d or a whole number above."
              .formatted(file, header.voxOffset(), least));
    }
    return (long) offset;
  }

  private Scan voxels(NiftiHeader header, ByteSource source, long skip, long begin, Path file) {
    VoxelType type = NiftiType.of(header.datatype(), files.header());
    Shape shape = shape(header, type);
    int bytes = Math.toIntExact(shape.numel() * type.bytes());
    if (begin + bytes > source.most()) {
      throw new UserException(
          "%s is truncated: its header announces %s voxels of %s, %s, but at most %d are there; fetch it again."
              .formatted(
                  file,
                  VoxelChecks.times(shape),
                  type.label(),
                  Counts.of(bytes, "byte"),
                  Math.max(0, source.most() - begin)));
    }
    source.skip(skip);
    ByteBuffer data = source.buffer(bytes).order(header.order());
    source.finish();
    Voxels voxels = VoxelChecks.finite(scaled(header, Voxels.of(type, data)), limits, file);
    return new NiftiGrid(header).on(Scan.of(shape, AxisOrder.FIRST_FASTEST, voxels));
  }

  private Shape shape(NiftiHeader header, VoxelType type) {
    long rank = header.dim()[0];
    if (rank < 1 || rank > 7) {
      throw new UserException(
          "%s says that it has %d axes (dim[0]), but it must be 1 to 7: the header is damaged; fetch the file again."
              .formatted(files.header(), rank));
    }
    long[] sizes = Arrays.copyOfRange(header.dim(), 1, 1 + (int) rank);
    return VoxelChecks.shape(sizes, 3, type, limits, files.header());
  }

  /** The standard: no scaling if the slope is 0; NaN stands for the same in practice. */
  private Voxels scaled(NiftiHeader header, Voxels voxels) {
    double slope = header.slope();
    if (slope == 0 || !Double.isFinite(slope)) {
      return voxels;
    }
    if (!Double.isFinite(header.inter())) {
      throw new UserException(
          "%s scales its voxels by %s and then adds %s (scl_inter), which is not finite: repair the header."
              .formatted(files.header(), slope, header.inter()));
    }
    return voxels.scaled(slope, header.inter());
  }
}
