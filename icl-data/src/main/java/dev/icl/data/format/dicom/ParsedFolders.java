package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.data.format.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folders that were parsed last. What is asked of a folder, its scans, then their patient, then
 * their voxels, so needs its headers read once, as long as no file of it has changed. Safe for use
 * by several threads.
 */
final class ParsedFolders {
  /** Headers take a few KiB each. */
  private static final long MOST_BYTES = Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

  private final Map<Key, Parsed> parsed = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(Path folder, ReadLimits limits) {}

  /**
   * @param stamp the files that were there, by size and time
   * @param bytes that the headers take
   */
  private record Parsed(SeriesFolder folder, List<String> stamp, long bytes) {}

  /**
   * The series of a folder.
   *
   * @throws UserException if it cannot be read
   */
  SeriesFolder of(Path folder, ReadLimits limits) {
    Key key = new Key(folder, limits);
    List<String> stamp = stamp(folder);
    synchronized (parsed) {
      Parsed before = parsed.get(key);
      if (before != null && before.stamp().equals(stamp)) {
        return before.folder();
      }
    }
    SeriesFolder read = SeriesFolder.of(folder, limits);
    synchronized (parsed) {
      parsed.put(key, new Parsed(read, stamp, read.bytes()));
      long all = parsed.values().stream().mapToLong(Parsed::bytes).sum();
      for (Iterator<Parsed> oldest = parsed.values().iterator(); all > MOST_BYTES; ) {
        all -= oldest.next().bytes();
        oldest.remove();
      }
    }
    return read;
  }

  private static List<String> stamp(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> stamp = new ArrayList<>();
      for (Path file : files.filter(SeriesFolder::isCandidate).sorted().toList()) {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        stamp.add(
            file.getFileName()
                + " "
                + facts.size()
                + " "
                + facts.lastModifiedTime()
                + " "
                + facts.fileKey());
      }
      return stamp;
    } catch (IOException e) {
      throw new UserException(
          "%s cannot be read (%s); check its permissions.".formatted(folder, FileReason.of(e)), e);
    }
  }
}
