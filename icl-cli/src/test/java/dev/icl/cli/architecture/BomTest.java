package dev.icl.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of materials that other projects import. */
class BomTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern OTHERS =
      Pattern.compile(
          "<groupId>(?!dev\\.icl<)([^<]+)</groupId><artifactId>([^<]+)</artifactId><version>([^<]+)</version>");

  @Test
  void itListsEveryModule() throws IOException {
    List<String> modules = all("<module>([^<]+)</module>", read("pom.xml"));
    List<String> listed =
        all(
            "<groupId>dev\\.icl</groupId><artifactId>([^<]+)</artifactId><version>\\$\\{project\\.version}</version>(?:<type>pom</type>)?</dependency>",
            read("icl-bom/pom.xml"));

    assertThat(listed)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            modules.stream()
                .filter(module -> !module.equals("icl-bom") && !module.startsWith("samples"))
                .toList());
  }

  @Test
  void itsVersionsAreThoseOfTheBuild() throws IOException {
    String parent = read("pom.xml");
    String bom = read("icl-bom/pom.xml");
    Map<String, String> built = versions(parent);

    assertThat(first("<version>([^<]+)</version>", bom))
        .isEqualTo(first("<version>([^<]+)</version>", parent));
    assertThat(versions(bom)).isNotEmpty();
    assertThat(built).containsAllEntriesOf(versions(bom));
  }

  /** By group and artifact, the names of properties replaced by their values. */
  private static Map<String, String> versions(String pom) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (MatchResult match : OTHERS.matcher(pom).results().toList()) {
      String version = match.group(3);
      if (version.matches("\\$\\{[^{}]+}")) {
        String name = version.substring(2, version.length() - 1);
        version = first("<" + Pattern.quote(name) + ">([^<]+)<", pom);
      }
      versions.put(match.group(1) + ":" + match.group(2), version);
    }
    return versions;
  }

  private static String first(String pattern, String text) {
    return all(pattern, text).get(0);
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static String read(String pom) throws IOException {
    return Files.readString(PROJECT.resolve(pom));
  }
}
