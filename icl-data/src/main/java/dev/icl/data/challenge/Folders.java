package dev.icl.data.challenge;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is in folders, in the order of names, hidden files left out. */
final class Folders {
  private Folders() {}

  /**
   * @throws UserException if the folder cannot be read
   */
  static List<Path> files(Path folder) {
    return list(folder, Files::isRegularFile);
  }

  /**
   * @throws UserException if the folder cannot be read
   */
  static List<Path> folders(Path folder) {
    return list(folder, Files::isDirectory);
  }

  private static List<Path> list(Path folder, Predicate<Path> kind) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> !name(p).startsWith(".")).filter(kind).sorted().toList();
    } catch (IOException e) {
      throw new UserException(
          "The folder %s cannot be read: check its permissions.".formatted(folder), e);
    }
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
