package dev.icl.cli;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/** The file of the option {@code --token-file}. */
final class SecretFile {
  private SecretFile() {}

  /**
   * Its text, without spaces around it.
   *
   * @throws UserException if it cannot be read
   */
  static String text(Environment environment, Path file) {
    try {
      return TextFile.read(environment.workingDirectory().resolve(file)).strip();
    } catch (IOException e) {
      throw new UserException(
          "--token-file: %s cannot be read (%s); name a file that holds the token alone."
              .formatted(file, FileReason.of(e)),
          e);
    }
  }
}
