package dev.icl.app.predict;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Names;
import dev.icl.data.format.VolumeFormats;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files in and below a folder of scans that no format reads, so that none is passed over
 * without a word. Voxels that a header keeps in a file of their own are not among them.
 *
 * @param folder as the user named it
 * @param files in the order of their names
 */
record PassedOver(Path folder, List<Path> files) {
  private static final int MOST_NAMES = 5;

  /**
   * The entries passed over in a folder.
   *
   * @param others files of no known format
   * @param scans files of known formats, whose parts are left out
   */
  static PassedOver of(Path folder, List<Path> others, List<Path> scans, VolumeFormats formats) {
    if (others.isEmpty()) {
      return new PassedOver(folder, List.of());
    }
    Set<Path> parts = new HashSet<>();
    for (Path scan : scans) {
      try {
        formats.files(scan).forEach(part -> parts.add(part.normalize()));
      } catch (UserException e) {
        // reading the scan reports what is wrong with it
      }
    }
    return new PassedOver(
        folder, others.stream().filter(f -> !parts.contains(f.normalize())).sorted().toList());
  }

  /** A sentence about them, if there are any. */
  Optional<String> sentence() {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = files.stream().map(f -> folder.relativize(f).toString()).toList();
    return Optional.of(
        "Not segmented, since no known format has such an ending, in %s: %s."
            .formatted(folder, Names.some(names, MOST_NAMES)));
  }
}
