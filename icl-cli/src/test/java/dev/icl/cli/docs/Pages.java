package dev.icl.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the project. */
final class Pages {
  static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  private Pages() {}

  /** Every page in Markdown, at the top and in {@code docs}. */
  static List<Path> all() throws IOException {
    try (Stream<Path> top = Files.list(PROJECT);
        Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }
}
