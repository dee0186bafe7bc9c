package dev.icl.data.catalog;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths from a dataset's own lists, restricted to files below its folder. Those lists come with
 * downloads, and must not make other files of this machine part of a training. Links within the
 * folder are followed, since datasets are often kept on another disk.
 */
public final class DatasetPaths {
  private DatasetPaths() {}

  /** Whether a written path is relative and never leads above where it starts. */
  public static boolean staysWithin(String written) {
    try {
      Path path = Path.of(written);
      return !path.isAbsolute() && !path.normalize().startsWith("..");
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
