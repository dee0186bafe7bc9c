package dev.icl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The user's folder, below which engines unpack their native libraries. A user without an entry in
 * the system's list of users, as in containers that run with any number, has none: Java calls it
 * {@code ?}, and a folder of that name would appear wherever a command is run.
 */
final class HomeFolder {
  private static final String PROPERTY = "user.home";

  private HomeFolder() {}

  /** Puts a folder that is there in the place of one that is not; before any engine starts. */
  static void settle() {
    String told = System.getProperty(PROPERTY, "");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    of(told, System.getenv().getOrDefault("HOME", ""), temporary, owner())
        .ifPresent(home -> System.setProperty(PROPERTY, home.toString()));
  }

  /**
   * The folder to use in place of the one that Java tells.
   *
   * @param told by Java
   * @param variable {@code HOME}
   * @param temporary the folder of temporary files
   * @param user a name of this user for a folder
   * @return empty if Java's is there, or nothing else can be had
   */
  static Optional<Path> of(String told, String variable, Path temporary, String user) {
    if (folder(told).isPresent()) {
      return Optional.empty();
    }
    return folder(variable).filter(Files::isWritable).or(() -> made(temporary, user));
  }

  private static Optional<Path> folder(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Path::isAbsolute).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes the folder, which must be this user's alone: what others could have put there is not run.
   */
  private static Optional<Path> made(Path temporary, String user) {
    Path folder = temporary.resolve("icl-home-" + user).toAbsolutePath();
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      boolean alone =
          !Files.isSymbolicLink(folder)
              && Files.isWritable(folder)
              && owner(folder).equals(owner())
              && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                  .equals("rwx------");
      return alone
          ? Optional.of(folder)
          : Optional.of(Files.createTempDirectory(temporary, "icl-home"));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** The number of this user, which there is even where there is no name. */
  private static String owner() {
    try {
      return owner(Path.of("/proc/self"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9._-]", "_");
    }
  }

  private static String owner(Path file) throws IOException {
    return String.valueOf(Files.getAttribute(file, "unix:uid"));
  }
}
