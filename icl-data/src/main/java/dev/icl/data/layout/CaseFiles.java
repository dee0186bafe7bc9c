package dev.icl.data.layout;

import dev.icl.core.io.FileNames;
import dev.icl.core.io.FileTrouble;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.format.FolderScans;
import dev.icl.data.format.VolumeFormats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The image files of one folder, by the case that their name says, in Unicode's composed form;
 * folders that are a scan are among them.
 *
 * @param readable files of a known format
 * @param lost cases whose file is named but cannot be read, which the findings tell
 * @param others files of other endings, and folders
 */
record CaseFiles(Map<String, Path> readable, Set<String> lost, List<Path> others) {
  /** Those of no folder. */
  static CaseFiles none() {
    return new CaseFiles(Map.of(), Set.of(), List.of());
  }

  /**
   * The cases of a folder; hidden files are left out.
   *
   * @param findings receives links to nothing, and two files of one case
   */
  static CaseFiles of(Path folder, VolumeFormats formats, DatasetDiagnostics findings) {
    CaseFiles cases =
        new CaseFiles(new LinkedHashMap<>(), new LinkedHashSet<>(), new ArrayList<>());
    FolderScans together = formats.scans(folder);
    if (together.scans().stream().anyMatch(scan -> !Files.isRegularFile(scan))) {
      findings.add(
          "%s holds the slices of scans itself, %s for example: put those of each scan into a folder of its own there."
              .formatted(folder, Folders.name(together.files().get(0))));
    }
    Set<Path> parts = new HashSet<>(together.files());
    together.scans().forEach(parts::remove);
    for (Path entry : Folders.entries(folder)) {
      if (!parts.contains(entry)) {
        cases.add(entry, formats, findings);
      }
    }
    return cases;
  }

  private void add(Path entry, VolumeFormats formats, DatasetDiagnostics findings) {
    String stem = FileNames.composed(formats.stem(entry));
    List<Path> within = formats.scans(entry).scans();
    if (within.size() > 1) {
      lost.add(stem);
      findings.add(
          "%s holds %d scans, %s and %s for example: put each into a folder of its own."
              .formatted(entry, within.size(), within.get(0), within.get(1)));
      return;
    }
    if (within.isEmpty() && !formats.knows(entry)) {
      others.add(entry);
      return;
    }
    Optional<String> trouble = within.isEmpty() ? FileTrouble.of(entry) : Optional.empty();
    if (trouble.isPresent()) {
      lost.add(stem);
      findings.add(
          "%s %s: fetch the file that is meant, or remove the entry."
              .formatted(entry, trouble.get()));
      return;
    }
    Path file = within.isEmpty() ? entry : within.get(0);
    Path before = readable.putIfAbsent(stem, file);
    if (before != null && !isPair(before, file)) {
      findings.add(twins(before, file, stem));
    }
  }

  private static String twins(Path before, Path file, String stem) {
    boolean sameEnding =
        FileNames.composed(Folders.name(before)).equals(FileNames.composed(Folders.name(file)));
    return sameEnding
        ? "%s holds two files whose names look the same and differ only in the Unicode form of their accents, both the case '%s': keep one of them."
            .formatted(file.getParent(), stem)
        : "%s and %s are both the case '%s': keep one of them.".formatted(before, file, stem);
  }

  private static boolean isPair(Path before, Path file) {
    return (Folders.name(before) + Folders.name(file)).matches("(?i).*\\.hdr.*\\.img.*");
  }

  /** Whether a file is said to be there, readable or not. */
  boolean names(String stem) {
    return readable.containsKey(stem) || lost.contains(stem);
  }

  /** Every case that is named. */
  Set<String> stems() {
    Set<String> all = new LinkedHashSet<>(readable.keySet());
    all.addAll(lost);
    return all;
  }

  boolean isEmpty() {
    return readable.isEmpty() && lost.isEmpty();
  }

  /** The case that a file of another ending is named after: {@code p2} for {@code p2.mha}. */
  Optional<String> caseOf(Path other) {
    String name = FileNames.composed(Folders.name(other));
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      if (names(name.substring(0, dot))) {
        return Optional.of(name.substring(0, dot));
      }
    }
    return names(name) ? Optional.of(name) : Optional.empty();
  }

  /** The case that a name is nearly: without or with an addition, such as {@code _seg}. */
  Optional<String> resembling(String stem) {
    return stems().stream()
        .filter(s -> extended(stem, s) || extended(s, stem))
        .max((a, b) -> Integer.compare(a.length(), b.length()));
  }

  private static boolean extended(String longer, String shorter) {
    return longer.length() > shorter.length()
        && longer.startsWith(shorter)
        && !Character.isLetterOrDigit(longer.charAt(shorter.length()));
  }
}
