package dev.icl.data;

import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Small scans in files, written for a test; every voxel of an image has a value of its own. */
public record Scans(Path root) {
  /** A NIfTI image of 2 columns, 3 rows and some slices, 1.5 × 1.25 × 8 mm. */
  public Path image(String file, int slices) {
    float[] values = new float[6 * slices];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Scan scan =
        Scan.of(Shape.of(2, 3, slices), AxisOrder.FIRST_FASTEST, Voxels.of(values))
            .withAffine(Affine.ofSpacing(1.5, 1.25, 8));
    return write(file, Contents.of(scan));
  }

  /** The label map of such an image; every voxel is of one class but the first, which is 0. */
  public Path label(String file, int slices, int value) {
    byte[] values = new byte[6 * slices];
    Arrays.fill(values, 1, values.length, (byte) value);
    Scan scan =
        Scan.of(Shape.of(2, 3, slices), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(values))
            .withAffine(Affine.ofSpacing(1.5, 1.25, 8));
    return write(file, Contents.of(scan));
  }

  /** An HDF5 file with an image and a label map of one class. */
  public Path both(String file, int value, int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    float[] image = new float[count];
    byte[] label = new byte[count];
    for (int i = 0; i < count; i++) {
      image[i] = i;
      label[i] = (byte) (i == 0 ? 0 : value);
    }
    return write(
        file,
        new Contents(
            Optional.of(Scan.of(Shape.of(shape), AxisOrder.LAST_FASTEST, Voxels.of(image))),
            Optional.of(Scan.of(Shape.of(shape), AxisOrder.LAST_FASTEST, Voxels.ofLabels(label)))));
  }

  /** Any contents in a file. */
  public Path write(String file, Contents contents) {
    Path path = root.resolve(file);
    VolumeFormats.installed().write(path, contents, true);
    return path;
  }

  /** A text file. */
  public Path text(String file, String content) {
    Path path = root.resolve(file);
    try {
      Files.createDirectories(path.getParent());
      return Files.writeString(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
