package dev.icl.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages show the samples as they are compiled: a line {@code <!-- source: FILE -->} stands
 * before the text of a file. {@code -Dicl.update-sample-texts=true} puts the texts of today there.
 */
class SampleTextsTest {
  private static final Pattern SHOWN =
      Pattern.compile("(?s)<!-- source: ([^ ]+) -->\n```([a-z]*)\n(.*?)```\n");

  /** Folders whose files stand on some page. */
  private static final List<String> SOURCES =
      List.of(
          "samples/src/main/java/samples",
          "samples/plugin/src/main/java/plugin",
          "samples/plugin/src/main/resources/META-INF/services");

  @Test
  void thePagesShowTheSourcesAsTheyAre() throws IOException {
    SortedSet<String> shown = new TreeSet<>();
    for (Path page : Pages.all()) {
      String text = Files.readString(page);
      String current = withSources(text);
      if (Boolean.getBoolean("icl.update-sample-texts") && !current.equals(text)) {
        Files.writeString(page, current);
        text = current;
      }
      assertThat(text)
          .as("-Dtest=SampleTextsTest -Dicl.update-sample-texts=true updates %s", page)
          .isEqualTo(current);
      SHOWN.matcher(text).results().forEach(match -> shown.add(match.group(1)));
    }

    assertThat(shown).containsAll(samples());
  }

  private static String withSources(String page) {
    return SHOWN.matcher(page).replaceAll(SampleTextsTest::withSource);
  }

  private static String withSource(MatchResult shown) {
    String file = shown.group(1);
    try {
      return Matcher.quoteReplacement(
          "<!-- source: %s -->\n```%s\n%s```\n"
              .formatted(file, shown.group(2), Files.readString(Pages.PROJECT.resolve(file))));
    } catch (IOException e) {
      throw new AssertionError("a page shows " + file + ", which cannot be read", e);
    }
  }

  private static SortedSet<String> samples() throws IOException {
    SortedSet<String> samples = new TreeSet<>();
    for (String sources : SOURCES) {
      try (Stream<Path> files = Files.list(Pages.PROJECT.resolve(sources))) {
        files
            .map(file -> sources + "/" + file.getFileName())
            .filter(file -> !file.endsWith("/package-info.java"))
            .forEach(samples::add);
      }
    }
    return samples;
  }
}
