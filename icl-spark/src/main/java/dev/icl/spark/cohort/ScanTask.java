package dev.icl.spark.cohort;

import dev.icl.app.predict.PredictionInputs.Input;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scan to be segmented, as it travels to an executor.
 *
 * @param name of the case, with slashes
 * @param files of its channels, in order
 * @param bytes of them
 * @param reference the file of its reference label map; null where it has none
 * @param tries that ended unexpectedly so far
 */
record ScanTask(String name, List<String> files, long bytes, @Nullable String reference, int tries)
    implements Serializable {
  /** Keeps its own copy of the list. */
  ScanTask {
    files = List.copyOf(files);
  }

  /** A scan that was not tried yet. */
  static ScanTask of(Input input, long bytes, Optional<Path> reference) {
    return new ScanTask(
        input.name().toString().replace('\\', '/'),
        input.files().stream().map(Path::toString).toList(),
        bytes,
        reference.map(Path::toString).orElse(null),
        0);
  }

  /** The same after one more try. */
  ScanTask again() {
    return new ScanTask(name, files, bytes, reference, tries + 1);
  }

  /** The scan as the classes of the command line know it. */
  Input input() {
    List<Path> paths = files.stream().map(Path::of).toList();
    return new Input(paths.get(0), paths.subList(1, paths.size()), Path.of(name));
  }

  /** Its only file, or the first one. */
  String file() {
    return files.get(0);
  }
}
