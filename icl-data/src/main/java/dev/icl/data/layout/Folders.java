package dev.icl.data.layout;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileTrouble;
import dev.icl.data.catalog.DatasetDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folder listings in the order of names, hidden files left out. Links are followed. */
public final class Folders {
  private Folders() {}

  /**
   * Files, and what is there in place of one: a link to nothing has a name, too.
   *
   * @throws UserException if the folder cannot be read
   */
  public static List<Path> files(Path folder) {
    return list(folder, p -> !Files.isDirectory(p));
  }

  /**
   * Folders.
   *
   * @throws UserException if the folder cannot be read
   */
  public static List<Path> folders(Path folder) {
    return list(folder, Files::isDirectory);
  }

  /**
   * Files and folders.
   *
   * @throws UserException if the folder cannot be read
   */
  static List<Path> entries(Path folder) {
    return list(folder, p -> true);
  }

  /**
   * Folders, links to which may be broken.
   *
   * @param folder in which they are
   * @param named the entries that are meant to be folders
   * @param findings receives links to nothing
   * @throws UserException if the folder cannot be read
   */
  public static List<Path> folders(
      Path folder, Predicate<Path> named, DatasetDiagnostics findings) {
    list(folder, p -> Files.isSymbolicLink(p) && !Files.exists(p) && named.test(p))
        .forEach(
            link ->
                findings.add(
                    "%s %s: fetch the folder that is meant, or remove the link."
                        .formatted(link, FileTrouble.of(link).orElse(""))));
    return list(folder, p -> Files.isDirectory(p) && named.test(p));
  }

  /**
   * A file that a scan is said to be in, if it can be read.
   *
   * @param findings receives why not
   */
  public static Optional<Path> readable(Path file, DatasetDiagnostics findings) {
    Optional<String> trouble = FileTrouble.of(file);
    trouble.ifPresent(
        t ->
            findings.add(
                "%s %s: fetch the file that is meant, or remove the entry.".formatted(file, t)));
    return trouble.isEmpty() ? Optional.of(file) : Optional.empty();
  }

  private static List<Path> list(Path folder, Predicate<Path> kind) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> !name(p).startsWith(".")).filter(kind).sorted().toList();
    } catch (IOException e) {
      Optional<String> trouble = FileTrouble.ofFolder(folder);
      if (trouble.isPresent()) {
        throw new UserException(
            "The folder %s %s: correct its path, or bring it back."
                .formatted(folder, trouble.get()),
            e);
      }
      throw new UserException(
          "The folder %s cannot be read: check its permissions.".formatted(folder), e);
    }
  }

  /** The last element of a path. */
  public static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
