package dev.icl.data.format;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The arrays of an image file. A format of one array per file, such as NIfTI, gives it as the
 * image, whether it is one or a label map; HDF5 files hold either or both.
 *
 * @param image intensities
 * @param label class of each voxel
 */
public record Contents(Optional<Scan> image, Optional<Scan> label) {
  /** One array. */
  public static Contents of(Scan image) {
    return new Contents(Optional.of(image), Optional.empty());
  }

  /** An image with its label map. */
  public static Contents of(Scan image, Scan label) {
    return new Contents(Optional.of(image), Optional.of(label));
  }

  /**
   * The only array, for a format that holds one.
   *
   * @param file to be named in a message
   * @throws UserException if there are two, or none
   */
  public Scan only(Path file) {
    if (image.isPresent() == label.isPresent()) {
      throw new UserException(
          "%s cannot hold an image and a label map at once: write a file for each."
              .formatted(file));
    }
    return image.or(() -> label).orElseThrow();
  }
}
