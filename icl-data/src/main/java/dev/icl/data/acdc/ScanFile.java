package dev.icl.data.acdc;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileTrouble;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.NonFiniteVoxels;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.format.hdf5.Hdf5Format;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An HDF5 file with the datasets {@code image} (intensities) and {@code label} (class of each
 * voxel) of one shape.
 */
final class ScanFile {
  private static final VolumeFormat HDF5 = new Hdf5Format();

  private final Path path;
  private final int rank;
  private final int classes;

  /**
   * @param rank the number of axes that the arrays must have
   * @param classes the number of classes; labels must be below
   */
  ScanFile(Path path, int rank, int classes) {
    this.path = path;
    this.rank = rank;
    this.classes = classes;
  }

  /**
   * The content of a file.
   *
   * @param shape of both arrays
   * @param image in C order
   * @param label in C order, unsigned bytes
   */
  record Content(Shape shape, float[] image, byte[] label) {}

  /**
   * @throws UserException if the file is missing, not HDF5, damaged, or not such a scan
   */
  Content read() {
    FileTrouble.of(path)
        .ifPresent(
            trouble -> {
              throw new UserException(
                  "The scan %s %s: restore the file, or remove its line from the list."
                      .formatted(path, trouble));
            });
    Contents contents = HDF5.read(path, ReadLimits.standard().with(NonFiniteVoxels.KEEP));
    Scan image = dataset(contents.image(), "image");
    Scan label = dataset(contents.label(), "label");
    Shape shape = image.shape();
    if (!shape.equals(label.shape())) {
      throw new UserException(
          "In %s 'image' has shape %s but 'label' has shape %s: both must be of one shape."
              .formatted(path, shape, label.shape()));
    }
    if (shape.rank() != rank) {
      throw new UserException(
          "In %s 'image' has shape %s, but must have %d axes, %s."
              .formatted(
                  path, shape, rank, rank == 2 ? "rows and columns" : "slices, rows and columns"));
    }
    return new Content(shape, intensities(image), labels(label.voxels()));
  }

  private Scan dataset(Optional<Scan> found, String name) {
    return found.orElseThrow(
        () ->
            new UserException(
                "%s has no dataset '%s': store both 'image' and 'label' there."
                    .formatted(path, name)));
  }

  private float[] intensities(Scan image) {
    VoxelChecks.finite(image.voxels(), ReadLimits.standard(), path);
    return image.floats(AxisOrder.LAST_FASTEST);
  }

  private byte[] labels(Voxels voxels) {
    int wrong = voxels.firstBeyond(classes);
    if (wrong >= 0) {
      String shown = voxels.shown(wrong);
      throw new UserException(
          "In %s 'label' holds %s at voxel %d: allowed are the classes 0 to %d."
              .formatted(path, shown, wrong, classes - 1));
    }
    return voxels.toBytes();
  }
}
