package dev.icl.data.format;

import java.nio.file.Path;
import java.util.List;

/**
 * The scans that files of one folder make together.
 *
 * @param scans as paths that can be read: the folder itself where its files are one scan, else
 *     {@code folder/name} for each, or a file that is one by itself
 * @param files every file of the format in the folder, those that belong to no scan included
 */
public record FolderScans(List<Path> scans, List<Path> files) {
  /** None. */
  public static final FolderScans NONE = new FolderScans(List.of(), List.of());

  /** Copies the lists. */
  public FolderScans {
    scans = List.copyOf(scans);
    files = List.copyOf(files);
  }
}
