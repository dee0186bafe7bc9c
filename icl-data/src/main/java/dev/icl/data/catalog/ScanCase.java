package dev.icl.data.catalog;

import dev.icl.core.io.FileNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One scan and the files it is in.
 *
 * @param name unique in its dataset, in Unicode's composed form
 * @param patient the patient of the scan, in the same form
 * @param images the file of the image; more than one where each holds one slice, in order
 * @param label the file of the label map; that of the image where one file holds both; empty where
 *     the scan has no labels
 */
public record ScanCase(String name, String patient, List<Path> images, Optional<Path> label) {
  /**
   * @throws IllegalArgumentException if there is no image file
   */
  public ScanCase {
    name = FileNames.composed(name);
    patient = FileNames.composed(patient);
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new IllegalArgumentException(name + " is in no file");
    }
  }

  /**
   * A scan whose label map, if any, is in a file of its own.
   *
   * @param name of the case, unique in the dataset
   * @param patient the patient of the scan
   * @param image file of the image
   * @param label file of the label map, if there is one
   */
  public static ScanCase pair(String name, String patient, Path image, Optional<Path> label) {
    return new ScanCase(name, patient, List.of(image), label);
  }

  /**
   * A scan in files that hold image and label map both: one file, or one per slice.
   *
   * @param name of the case, unique in the dataset
   * @param patient the patient of the scan
   * @param files one file, or one per slice in their order; at least one
   */
  public static ScanCase together(String name, String patient, List<Path> files) {
    return new ScanCase(name, patient, files, Optional.of(files.get(0)));
  }

  /** Whether a label map is said to be there. */
  public boolean hasLabel() {
    return label.isPresent();
  }

  /** Whether the files of the image hold the label map, too. */
  boolean labelInside() {
    return label.equals(Optional.of(images.get(0)));
  }

  /** Every file. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(images);
    if (label.isPresent() && !labelInside()) {
      files.add(label.get());
    }
    return List.copyOf(files);
  }
}
