package dev.icl.data.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The origin of a scan, and the facts that its file holds beyond voxels and grid.
 *
 * @param source the file
 * @param sha256 of the file's bytes
 * @param forms the grid as a NIfTI header states it
 * @param notes the decisions taken where the file is silent or contradicts itself
 */
record ScanOrigin(
    Optional<Path> source,
    Optional<String> sha256,
    Optional<StoredForms> forms,
    List<String> notes) {
  static final ScanOrigin UNKNOWN =
      new ScanOrigin(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  ScanOrigin {
    notes = List.copyOf(notes);
  }

  ScanOrigin with(Path path, String hash) {
    return new ScanOrigin(Optional.of(path), Optional.of(hash), forms, notes);
  }

  ScanOrigin with(Optional<StoredForms> others) {
    return new ScanOrigin(source, sha256, others, notes);
  }

  ScanOrigin with(List<String> sentences) {
    return new ScanOrigin(source, sha256, forms, sentences);
  }
}
