package dev.icl.core.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The reason for which a path cannot be read as a file, links followed. Folders that git annex or
 * DataLad manage are full of links to files that are not there until somebody fetches them.
 */
public final class FileTrouble {
  private FileTrouble() {}

  /**
   * The end of a clause whose subject is the path, such as {@code does not exist} or {@code is a
   * link to x, which is not there}; empty for a file that may be read.
   */
  public static Optional<String> of(Path path) {
    if (Files.isRegularFile(path)) {
      return Files.isReadable(path)
          ? Optional.empty()
          : Optional.of("cannot be read (permission denied)");
    }
    if (Files.isDirectory(path)) {
      return Optional.of("is a folder, not a file");
    }
    if (Files.isSymbolicLink(path)) {
      return Optional.of(ofLink(path));
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("is neither a file nor a folder");
    }
    return Optional.of("does not exist" + lostParent(path));
  }

  /** The same of a path that is to be a folder. */
  public static Optional<String> ofFolder(Path path) {
    if (Files.isDirectory(path)) {
      return Optional.empty();
    }
    return Files.exists(path) ? Optional.of("is a file, not a folder") : of(path);
  }

  private static String ofLink(Path link) {
    try {
      Path target = Files.readSymbolicLink(link);
      try {
        Path unused = link.toRealPath();
        return "is a link to %s, which is neither a file nor a folder".formatted(target);
      } catch (NoSuchFileException e) {
        return "is a link to %s, which is not there".formatted(target);
      } catch (AccessDeniedException e) {
        return "is a link to %s, which cannot be reached (permission denied)".formatted(target);
      } catch (IOException e) {
        return "is a link to %s, which leads back to itself".formatted(target);
      }
    } catch (IOException e) {
      return "is a link that cannot be read (%s)".formatted(FileReason.of(e));
    }
  }

  private static String lostParent(Path path) {
    for (Path up = path.getParent(); up != null && !Files.exists(up); up = up.getParent()) {
      if (Files.isSymbolicLink(up)) {
        return " (%s %s)".formatted(up, ofLink(up));
      }
    }
    return "";
  }
}
