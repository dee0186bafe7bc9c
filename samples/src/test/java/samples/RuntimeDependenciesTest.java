package samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The dependencies of {@code icl-app} and one engine, as Maven resolves it for this project. {@code
 * runtime-dependencies.txt} has every artifact with the licence that it is used under; a new one is
 * added there by hand, once its licence has been read.
 */
class RuntimeDependenciesTest {
  private static final Pattern RESOLVED =
      Pattern.compile("^ +([\\w.-]+:[\\w.-]+):jar:(?:[\\w.-]+:)?[\\w.-]+:(?:compile|runtime)\\b.*");

  @Test
  void everyArtifactIsKnownWithItsLicence() throws IOException {
    assertThat(resolved())
        .containsExactlyInAnyOrderElementsOf(known().map(line -> line[0]).toList());
  }

  @Test
  void theyAreFew() throws IOException {
    assertThat(resolved()).hasSizeLessThanOrEqualTo(40);
  }

  @Test
  void everyLicenceIsPermissive() throws IOException {
    assertThat(known().map(line -> line[1]))
        .isNotEmpty()
        .isSubsetOf("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "public domain");
  }

  @Test
  void noneIsForTestsBenchmarksTheTerminalOrLogFiles() throws IOException {
    assertThat(resolved())
        .contains("dev.icl:icl-app", "dev.icl:icl-engine-pytorch")
        .noneMatch(
            artifact ->
                Pattern.compile(
                        "junit|mockito|assertj|archunit|jmh|picocli|log4j|logback|xchart|jte"
                            + "|icl-(report|bench|cli|engine-tensorflow)$")
                    .matcher(artifact)
                    .find());
  }

  private static List<String> resolved() throws IOException {
    List<String> resolved =
        Files.readAllLines(Path.of("target/runtime-dependencies.txt")).stream()
            .map(RESOLVED::matcher)
            .filter(line -> line.matches())
            .map(line -> line.group(1))
            .toList();
    assertThat(resolved).hasSizeGreaterThan(20);
    return resolved;
  }

  private static Stream<String[]> known() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/runtime-dependencies.txt")).stream()
        .map(line -> line.split(" +", 2));
  }
}
