package dev.icl.data.format;

import dev.icl.data.scan.Scan;
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
}
