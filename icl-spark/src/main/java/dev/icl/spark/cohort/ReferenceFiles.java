package dev.icl.spark.cohort;

import dev.icl.app.predict.PredictionInputs;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.format.VolumeFormats;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The reference label maps of scans.
 *
 * @param files by the name of the case
 */
record ReferenceFiles(Map<Path, Path> files) {
  /** Keeps its own copy of the map. */
  ReferenceFiles {
    files = Map.copyOf(files);
  }

  /**
   * The references in a folder, named as the scans.
   *
   * @param folder that holds them; empty where there are none
   * @param scans that they are for
   * @param notices told, in sentences, of scans without one and of files that are passed over
   * @throws UserException if none of the scans has one
   */
  static ReferenceFiles of(
      Optional<Path> folder,
      List<Input> scans,
      VolumeFormats formats,
      Path workingDirectory,
      Consumer<String> notices) {
    if (folder.isEmpty()) {
      return new ReferenceFiles(Map.of());
    }
    Map<Path, Path> files = new HashMap<>();
    for (Input file :
        new PredictionInputs(formats, workingDirectory, notices)
            .of(List.of(folder.get().toString()))) {
      files.put(file.name(), file.file());
    }
    long without = scans.stream().filter(scan -> !files.containsKey(scan.name())).count();
    if (without == scans.size()) {
      throw new UserException(
          "--references: %s holds no label map named as a scan, such as %s; name the references as their scans."
              .formatted(folder.get(), scans.get(0).name()));
    }
    if (without > 0) {
      notices.accept(
          "%s without a reference in %s: not scored."
              .formatted(Counts.of(without, "scan"), folder.get()));
    }
    return new ReferenceFiles(files);
  }

  /** Whether there are any. */
  boolean isEmpty() {
    return files.isEmpty();
  }

  /** The one of a scan. */
  Optional<Path> of(Input scan) {
    return Optional.ofNullable(files.get(scan.name()));
  }
}
