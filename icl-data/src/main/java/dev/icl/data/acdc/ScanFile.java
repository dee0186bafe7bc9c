package dev.icl.data.acdc;

import dev.icl.core.error.UserException;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An HDF5 file with the datasets {@code image} (intensities) and {@code label} (class of each
 * voxel) of one shape.
 */
final class ScanFile {
  // A corrupt header may claim any size; the largest real scan is far below.
  private static final long MOST_VOXELS = 1L << 28;

  private final Path path;
  private final int rank;
  private final int classes;

  /**
   * @param rank how many axes the arrays must have
   * @param classes how many classes there are; labels must be below
   */
  ScanFile(Path path, int rank, int classes) {
    this.path = path;
    this.rank = rank;
    this.classes = classes;
  }

  /**
   * What a file holds.
   *
   * @param shape of both arrays
   * @param image in C order
   * @param label in C order, unsigned bytes
   */
  record Content(int[] shape, float[] image, byte[] label) {}

  /**
   * @throws UserException if the file is missing, not HDF5, damaged, or not such a scan
   */
  Content read() {
    if (!Files.isRegularFile(path)) {
      throw new UserException(
          "The scan %s does not exist: restore the file, or remove its line from the list."
              .formatted(path));
    }
    try (HdfFile file = new HdfFile(path)) {
      Dataset image = dataset(file, "image");
      Dataset label = dataset(file, "label");
      int[] shape = shape(image);
      if (!Arrays.equals(shape, label.getDimensions())) {
        throw new UserException(
            "In %s 'image' has shape %s but 'label' has shape %s: both must be of one shape."
                .formatted(path, Arrays.toString(shape), Arrays.toString(label.getDimensions())));
      }
      float[] intensities = intensities(Numbers.of(image.getDataFlat()));
      return new Content(shape, intensities, labels(Numbers.of(label.getDataFlat())));
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // jHDF reports damage with whatever it stumbles over, not only with its own exceptions; a
      // damaged size asks for any amount of memory.
      throw new UserException(
          "Cannot read %s as HDF5: the file is damaged or of another format; fetch it again."
              .formatted(path),
          e);
    }
  }

  private Dataset dataset(HdfFile file, String name) {
    Node node = file.getChild(name);
    if (node instanceof Dataset dataset) {
      return dataset;
    }
    throw new UserException(
        "%s has no dataset '%s': a scan needs 'image' and 'label'.".formatted(path, name));
  }

  private int[] shape(Dataset image) {
    int[] shape = image.getDimensions();
    boolean empty = Arrays.stream(shape).anyMatch(d -> d < 1);
    if (shape.length != rank || empty || image.getSize() > MOST_VOXELS) {
      throw new UserException(
          "In %s 'image' has shape %s, but %d axes are needed, %s."
              .formatted(
                  path,
                  Arrays.toString(shape),
                  rank,
                  rank == 2 ? "rows and columns" : "slices, rows and columns"));
    }
    return shape;
  }

  private float[] intensities(Numbers numbers) {
    float[] out = new float[numbers.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) numbers.at(i);
      if (!Float.isFinite(out[i])) {
        throw new UserException(
            "In %s 'image' holds %s at voxel %d: every intensity must be a finite number."
                .formatted(path, out[i], i));
      }
    }
    return out;
  }

  private byte[] labels(Numbers numbers) {
    byte[] out = new byte[numbers.size()];
    for (int i = 0; i < out.length; i++) {
      double value = numbers.at(i);
      if (!(value >= 0 && value < classes && value == Math.rint(value))) {
        String shown = value == Math.rint(value) ? Long.toString((long) value) : "" + value;
        throw new UserException(
            "In %s 'label' holds %s at voxel %d: allowed are the classes 0 to %d."
                .formatted(path, shown, i, classes - 1));
      }
      out[i] = (byte) value;
    }
    return out;
  }
}
