package dev.icl.bench.machine;

import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The commit of the sources that is checked out, read from git's own files. */
final class GitCommit {
  private static final String REFERENCE = "ref: ";
  private static final String LINK = "gitdir: ";

  private GitCommit() {}

  /**
   * The commit's 40 digits; empty where the folder is no checkout.
   *
   * @param folder the top of the sources
   */
  static Optional<String> of(Path folder) {
    try {
      Path git = folder.resolve(".git");
      if (Files.isRegularFile(git)) {
        // a second working tree has its files elsewhere
        String link = TextFile.read(git).strip();
        if (!link.startsWith(LINK)) {
          return Optional.empty();
        }
        git = folder.resolve(link.substring(LINK.length()));
      }
      String head = TextFile.read(git.resolve("HEAD")).strip();
      return head.startsWith(REFERENCE)
          ? resolve(git, head.substring(REFERENCE.length()))
          : digits(head);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> resolve(Path git, String reference) throws IOException {
    Path shared = git;
    if (Files.isRegularFile(git.resolve("commondir"))) {
      shared = git.resolve(TextFile.read(git.resolve("commondir")).strip());
    }
    if (Files.isRegularFile(shared.resolve(reference))) {
      return digits(TextFile.read(shared.resolve(reference)).strip());
    }
    Path packed = shared.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty();
    }
    return TextFile.lines(packed).stream()
        .filter(line -> line.endsWith(" " + reference))
        .findFirst()
        .flatMap(line -> digits(line.substring(0, line.indexOf(' '))));
  }

  private static Optional<String> digits(String text) {
    return text.matches("[0-9a-f]{40,64}") ? Optional.of(text) : Optional.empty();
  }
}
