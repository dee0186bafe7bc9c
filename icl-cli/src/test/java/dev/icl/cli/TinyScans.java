package dev.icl.cli;

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

/** Scans of a few voxels below a folder, written for a test. */
record TinyScans(Path root) {
  /** An image of 4 × 3 × 2 voxels. */
  TinyScans image(String file) {
    return write(file, Contents.of(onGrid(Voxels.of(ramp(24)))));
  }

  /** The label map of such an image: these classes in the first voxels, background behind. */
  TinyScans label(String file, int... classes) {
    return write(file, Contents.of(onGrid(Voxels.ofLabels(labels(24, classes)))));
  }

  /** An HDF5 file with image and label map in one. */
  TinyScans both(String file, Shape shape, int... classes) {
    int count = (int) shape.numel();
    return write(
        file,
        Contents.of(
            Scan.of(shape, AxisOrder.LAST_FASTEST, Voxels.of(ramp(count))),
            Scan.of(shape, AxisOrder.LAST_FASTEST, Voxels.ofLabels(labels(count, classes)))));
  }

  /** A file of these characters, in UTF-8. */
  TinyScans text(String file, String content) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A symbolic link, its target there or not. */
  TinyScans link(String file, String target) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scan onGrid(Voxels voxels) {
    return Scan.of(Shape.of(4, 3, 2), AxisOrder.FIRST_FASTEST, voxels)
        .withAffine(Affine.ofSpacing(1.5, 1.25, 8));
  }

  private TinyScans write(String file, Contents contents) {
    VolumeFormats.installed().write(root.resolve(file), contents, true);
    return this;
  }

  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) i / count;
    }
    return values;
  }

  private static byte[] labels(int count, int... classes) {
    byte[] values = new byte[count];
    for (int i = 0; i < classes.length; i++) {
      values[i] = (byte) classes[i];
    }
    return values;
  }
}
