package dev.icl.data.format.hdf5;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.io.FileBytes;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;

/** Reads one HDF5 file. */
final class Hdf5Reader {
  private static final List<String> LABELS = List.of("label", "mask");

  private final Path path;
  private final ReadLimits limits;

  Hdf5Reader(Path path, ReadLimits limits) {
    this.path = path;
    this.limits = limits;
  }

  Contents read() {
    byte[] bytes = FileBytes.all(path, limits.fileBytes());
    Optional<Integer> signature = Hdf5File.signature(bytes);
    if (signature.isEmpty()) {
      throw new UserException(
          "%s is not HDF5: its signature is missing; fetch it again.".formatted(path));
    }
    try {
      Hdf5File file = Hdf5File.open(bytes, signature.get());
      Optional<String> label = LABELS.stream().filter(file::has).findFirst();
      Optional<String> image = Optional.of("image").filter(file::has);
      if (image.isEmpty() && label.isEmpty()) {
        throw new UserException(
            "%s has no dataset 'image', 'label' or 'mask': store one of them there."
                .formatted(path));
      }
      String hash = Sha256.hex(bytes);
      return new Contents(scan(file, image, hash), scan(file, label, hash));
    } catch (UserException e) {
      throw e;
    } catch (DataFormatException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // jHDF reports damage with whatever it stumbles over, not only with its own exceptions.
      throw new UserException(
          "Cannot read %s as HDF5: the file is damaged or uses a feature that is not known (%s); fetch it again."
              .formatted(path, reason(e)),
          e);
    }
  }

  /** Whether there is a label map in addition to an image; no array is read. */
  boolean holdsBoth() {
    try {
      byte[] bytes = FileBytes.all(path, limits.fileBytes());
      Optional<Integer> signature = Hdf5File.signature(bytes);
      if (signature.isEmpty()) {
        return false;
      }
      Hdf5File file = Hdf5File.open(bytes, signature.get());
      return file.has("image") && LABELS.stream().anyMatch(file::has);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return false; // reading the arrays reports what is wrong
    }
  }

  private Optional<Scan> scan(Hdf5File file, Optional<String> name, String hash)
      throws DataFormatException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Scan scan = new Hdf5Dataset(file, path, name.get(), limits).read();
    return Optional.of(
        scan.withVoxels(VoxelChecks.finite(scan.voxels(), limits, path)).withSource(path, hash));
  }

  /** The innermost message, without line breaks. */
  private static String reason(Throwable e) {
    Throwable inner = e;
    for (int depth = 0; inner.getCause() != null && depth < 16; depth++) {
      inner = inner.getCause();
    }
    String message = inner.getMessage();
    return message == null || message.isBlank()
        ? "no reason is known"
        : message.lines().findFirst().orElse("");
  }
}
