package dev.icl.cli.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds every sentence that users can be refused with: {@code user-errors.txt} lists them, found in
 * the sources. A new or changed sentence fails here until the list has it too; {@code
 * -Dicl.update-user-errors=true} writes the list again, to be read before it is committed.
 */
class UserErrorsTest {
  private static final Path LIST = Path.of("src/test/resources/user-errors.txt");

  /** A rule that the value breaks, or the word for what to do about it. */
  private static final Pattern MENDING =
      Pattern.compile(
          " must | should |allowed are|available: |[;:,] (\\w+ )?((or|and) )?(add|ask|bring|check|choose|"
              + "compare|convert|correct|data check lists|delete|end|evaluate|export|fetch|free|give|go|"
              + "join|keep|label|leave|let|list|lower|make|mend|name|number|put|raise|read|remove|repack|"
              + "repair|repeat|restore|save|score|set|split|start|store|train|use|wait|write|x)\\b");

  private static final SortedMap<String, SortedSet<String>> SENTENCES =
      SentenceCatalog.of(mainSources());

  @Test
  void everySentenceIsListed() throws IOException {
    String found = text();
    if (Boolean.getBoolean("icl.update-user-errors")) {
      Files.writeString(LIST, found);
    }

    assertThat(found)
        .as("mvn test -Dtest=UserErrorsTest -Dicl.update-user-errors=true writes %s anew", LIST)
        .isEqualTo(Files.readString(LIST));
  }

  @Test
  void everySentenceIsFinished() {
    assertThat(sentences()).allMatch(s -> s.matches("(?s).*([.?]|\\.\\)|\\{question}|\\n.*})"));
  }

  @Test
  void everyRefusalIsOneSentence() {
    assertThat(sentences().map(UserErrorsTest::words))
        .noneMatch(s -> Pattern.compile("[.?!] +[A-Z]").matcher(s).find());
  }

  @Test
  void noSentenceSpeaksOfTheProgramsInside() {
    assertThat(sentences())
        // two plugins of one name can be told apart by their classes only
        .filteredOn(s -> !s.contains(": two plugins on the class path"))
        .noneMatch(
            s ->
                Pattern.compile(
                        "Exception|Throwable|\\bnull\\b|java\\.|getClass|[{(]e}|[Ss]tack ?trace|TODO")
                    .matcher(s)
                    .find());
  }

  @Test
  void everySentenceSaysHowToMendIt() {
    assertThat(sentences())
        .filteredOn(s -> !s.endsWith("{question}") && !s.contains("problems in the configuration"))
        .allMatch(s -> MENDING.matcher(words(s)).find());
  }

  private static Stream<String> sentences() {
    return SENTENCES.values().stream().flatMap(SortedSet::stream);
  }

  /** The sentence with a letter for everything that is only known at run time. */
  private static String words(String sentence) {
    return sentence.replaceAll("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}", "x");
  }

  private static String text() {
    return SENTENCES.entrySet().stream()
        .map(
            e ->
                e.getKey()
                    + e.getValue().stream()
                        .map(sentence -> "\n  " + sentence.replace("\n", "\\n"))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static List<Path> mainSources() {
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(UserErrorsTest::javaFiles)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
