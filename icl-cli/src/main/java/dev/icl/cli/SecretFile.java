package dev.icl.cli;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The file of the option {@code --token-file}. */
final class SecretFile {
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private SecretFile() {}

  /**
   * Its text, without spaces around it. One that others can read is taken, since secrets that
   * Kubernetes and the like mount are such files.
   *
   * @param environment the surroundings of the command
   * @param file as it was given
   * @param notices told of permissions by which it is no secret
   * @throws UserException if it cannot be read
   */
  static String text(Environment environment, Path file, Consumer<String> notices) {
    Path resolved = environment.workingDirectory().resolve(file);
    permissionsOfOthers(resolved)
        .ifPresent(
            permissions ->
                notices.accept(
                    "--token-file: %s is open to other users of this machine (%s); run chmod 600 %s, unless nobody else can enter its folder."
                        .formatted(file, permissions, file)));
    try {
      return TextFile.read(resolved).strip();
    } catch (IOException e) {
      throw new UserException(
          "--token-file: %s cannot be read (%s); name a file that holds the token alone."
              .formatted(file, FileReason.of(e)),
          e);
    }
  }

  /** All permissions, as {@code rw-r--r--}, where others have some. */
  private static Optional<String> permissionsOfOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return Collections.disjoint(permissions, OF_OTHERS)
          ? Optional.empty()
          : Optional.of(PosixFilePermissions.toString(permissions));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // a file that is not there is another matter, as is another system
    }
  }
}
