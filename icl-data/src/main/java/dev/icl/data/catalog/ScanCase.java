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
 * @param more the files of the image's further channels, in order; empty where the image is in one
 *     file, however many it has, or in one for each slice
 * @param label the file of the label map; that of the image where one file holds both; empty where
 *     the scan has no labels
 */
public record ScanCase(
    String name, String patient, List<Path> images, List<Path> more, Optional<Path> label) {
  /**
   * @throws IllegalArgumentException if there is no image file, or one for each slice and for each
   *     channel
   */
  public ScanCase {
    name = FileNames.composed(name);
    patient = FileNames.composed(patient);
    images = List.copyOf(images);
    more = List.copyOf(more);
    if (images.isEmpty()) {
      throw new IllegalArgumentException(name + " is in no file");
    }
    if (images.size() > 1 && !more.isEmpty()) {
      throw new IllegalArgumentException(name + " has a file for each slice and for each channel");
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
    return channels(name, patient, List.of(image), label);
  }

  /**
   * A scan whose channels are in files of their own, as is its label map, if any.
   *
   * @param name of the case, unique in the dataset
   * @param patient the patient of the scan
   * @param channels files of the image, one a channel; at least one
   * @param label file of the label map, if there is one
   */
  public static ScanCase channels(
      String name, String patient, List<Path> channels, Optional<Path> label) {
    return new ScanCase(
        name, patient, channels.subList(0, 1), channels.subList(1, channels.size()), label);
  }

  /**
   * A scan in files that hold image and label map both: one file, or one per slice.
   *
   * @param name of the case, unique in the dataset
   * @param patient the patient of the scan
   * @param files one file, or one per slice in their order; at least one
   */
  public static ScanCase together(String name, String patient, List<Path> files) {
    return new ScanCase(name, patient, files, List.of(), Optional.of(files.get(0)));
  }

  /** Whether a label map is said to be there. */
  public boolean hasLabel() {
    return label.isPresent();
  }

  /** Whether the files of the image hold the label map, too. */
  boolean labelInside() {
    return label.equals(Optional.of(images.get(0)));
  }

  /** Every file of the image. */
  public List<Path> imageFiles() {
    List<Path> files = new ArrayList<>(images);
    files.addAll(more);
    return List.copyOf(files);
  }

  /** Every file. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(imageFiles());
    if (label.isPresent() && !labelInside()) {
      files.add(label.get());
    }
    return List.copyOf(files);
  }
}
