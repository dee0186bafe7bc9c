package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.core.text.Names;
import dev.icl.data.format.DetachedData;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.io.FileBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The DICOM files of a folder, by series. Files of several frames are series of their own.
 *
 * @param folder where they are
 * @param files every DICOM file, by name
 * @param series files of one frame by the UID of their series, each list in the order of names
 * @param stacks files of several frames
 * @param damaged what is wrong with files that cannot be parsed
 */
record SeriesFolder(
    Path folder,
    List<Path> files,
    Map<String, List<DicomFile>> series,
    List<DicomFile> stacks,
    List<UserException> damaged) {
  /** The number of files that are looked at to tell whether a folder holds DICOM files. */
  private static final int PROBES = 32;

  /** The number of scans that a sentence names. */
  private static final int MOST_SHOWN = 20;

  /** Whether a folder holds DICOM files. */
  static boolean isOne(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(SeriesFolder::isCandidate).limit(PROBES).anyMatch(SeriesFolder::isDicom);
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isCandidate(Path file) {
    return !String.valueOf(file.getFileName()).startsWith(".") && Files.isRegularFile(file);
  }

  private static boolean isDicom(Path file) {
    try {
      return DicomFile.isOne(FileBytes.head(file, DicomFile.PREAMBLE + 4));
    } catch (UserException e) {
      return false; // reading it tells what is wrong
    }
  }

  /**
   * Parses the files of a folder; those that hold no image are left out.
   *
   * @throws UserException if the folder cannot be read
   */
  static SeriesFolder of(Path folder, ReadLimits limits) {
    Map<String, List<DicomFile>> series = new TreeMap<>();
    List<DicomFile> stacks = new ArrayList<>();
    List<UserException> damaged = new ArrayList<>();
    List<Path> files = files(folder);
    for (Path path : files) {
      try {
        DicomFile file = DicomFile.head(path, limits);
        if (file.isImage() && file.frames() > 1) {
          stacks.add(file);
        } else if (file.isImage()) {
          series.computeIfAbsent(file.series(), uid -> new ArrayList<>()).add(file);
        }
      } catch (UserException e) {
        damaged.add(e);
      }
    }
    return new SeriesFolder(folder, files, series, stacks, damaged);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(SeriesFolder::isCandidate)
          .filter(SeriesFolder::isDicom)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserException(
          "%s cannot be read (%s); check its permissions.".formatted(folder, FileReason.of(e)), e);
    }
  }

  /** The bytes that the headers take in memory. */
  long bytes() {
    return Stream.concat(series.values().stream().flatMap(List::stream), stacks.stream())
        .mapToLong(file -> file.elements().bytes().length)
        .sum();
  }

  /** The paths of the scans in the folder: itself, if it is one, or one for each. */
  List<Path> scans() {
    if (stacks.isEmpty() && series.size() <= 1) {
      return series.isEmpty() && damaged.isEmpty() ? List.of() : List.of(folder);
    }
    List<Path> scans = new ArrayList<>();
    series.keySet().forEach(uid -> scans.add(folder.resolve(uid)));
    stacks.forEach(file -> scans.add(file.file()));
    return List.copyOf(scans);
  }

  /**
   * The files of the only series.
   *
   * @throws UserException if there are several or none, or a file is damaged
   */
  List<DicomFile> only() {
    requireSound();
    if (series.isEmpty() && stacks.size() == 1) {
      return stacks;
    }
    if (series.size() != 1 || !stacks.isEmpty()) {
      throw new UserException(
          "%s holds %d DICOM series: put each into a folder of its own, or name one of them, %s."
              .formatted(folder, series.size() + stacks.size(), described()));
    }
    return series.values().iterator().next();
  }

  /** The files of a series; empty if there is none of that UID. */
  Optional<List<DicomFile>> of(String uid) {
    if (series.containsKey(uid)) {
      requireSound();
    }
    return Optional.ofNullable(series.get(uid));
  }

  private void requireSound() {
    if (!damaged.isEmpty()) {
      throw damaged.get(0);
    }
  }

  private String described() {
    List<String> all = new ArrayList<>();
    series.forEach((uid, files) -> all.add(described(folder.resolve(uid), files)));
    stacks.forEach(file -> all.add(described(file.file(), List.of(file))));
    return Names.some(all, MOST_SHOWN, "; ");
  }

  private static String described(Path path, List<DicomFile> files) {
    Elements elements = files.get(0).elements();
    int slices = files.size() == 1 ? files.get(0).frames() : files.size();
    return "%s (%s, slices: %d%s)"
        .formatted(
            path,
            DetachedData.shown(elements.text(Tags.MODALITY).orElse("no modality")),
            slices,
            elements
                .text(Tags.SERIES_DESCRIPTION)
                .map(text -> ", '" + DetachedData.shown(text) + "'")
                .orElse(""));
  }
}
