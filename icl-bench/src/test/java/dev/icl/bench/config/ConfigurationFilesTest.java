package dev.icl.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.icl.app.config.Doors;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.settings.Records;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configurations and the reference that the project ships. */
class ConfigurationFilesTest {
  private static final RunConfig EVERY_KEY = Doors.installed().withEveryKey(RunConfig.defaults());

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z0-9_.]+)` \\| ([^|]+) \\| [^|]+ \\| ");

  @Test
  void everyKeyIsDocumented() throws IOException {
    String reference = Files.readString(PROJECT.resolve("docs/configuration.md"));

    assertThat(keys(EVERY_KEY, ""))
        .hasSizeGreaterThan(50)
        .allSatisfy(key -> assertThat(reference).contains("| `" + key + "` | "));
  }

  @Test
  void theDocumentedDefaultsAreTheDefaults() throws IOException {
    Map<String, String> documented = defaultsIn("docs/configuration.md");

    assertThat(values(EVERY_KEY, ""))
        .filteredOn(entry -> !entry.getValue().equals(documented.get(entry.getKey())))
        .isEmpty();
  }

  @Test
  void theDocumentedDefaultsOfABenchmarkAreTheDefaults() throws IOException {
    Map<String, String> documented = defaultsIn("docs/benchmarks.md");

    assertThat(values(BenchSettings.defaults(), "bench."))
        .filteredOn(
            entry ->
                entry.getValue().equals("[]")
                    ? !documented.get(entry.getKey()).startsWith("that of ")
                    : !entry.getValue().equals(documented.get(entry.getKey())))
        .isEmpty();
  }

  /**
   * By key, from rows {@code | `key` | default | range | means |}. What other providers have stands
   * in brackets behind the default.
   */
  private static Map<String, String> defaultsIn(String reference) throws IOException {
    Map<String, String> documented = new HashMap<>();
    for (String line : Files.readAllLines(PROJECT.resolve(reference))) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        String value = row.group(2).replace("`", "").replaceFirst(" \\(.*", "");
        documented.put(row.group(1), value);
      }
    }
    return documented;
  }

  @Test
  void everyConfigurationCanBeRead() throws IOException {
    try (Stream<Path> files = Files.list(PROJECT.resolve("configs"))) {
      assertThat(files)
          .hasSizeGreaterThanOrEqualTo(6)
          .allSatisfy(
              file ->
                  assertThatCode(() -> read(file, List.of("data.root=scans")))
                      .doesNotThrowAnyException());
    }
  }

  @Test
  void everyKeyOfABenchmarkIsDocumented() throws IOException {
    String reference = Files.readString(PROJECT.resolve("docs/benchmarks.md"));

    assertThat(keys(BenchSettings.defaults(), "bench."))
        .hasSize(15)
        .allSatisfy(key -> assertThat(reference).contains("| `" + key + "` | "));
  }

  private static void read(Path file, List<String> settings) {
    if (file.getFileName().toString().startsWith("bench-")) {
      new BenchConfigReader(Map.of(), PROJECT).read(file, settings);
    } else {
      new RunConfigReader(Map.of(), PROJECT).read(Optional.of(file), settings);
    }
  }

  private static Stream<String> keys(Record record, String prefix) {
    return values(record, prefix).map(Map.Entry::getKey);
  }

  private static Stream<Map.Entry<String, String>> values(Record record, String prefix) {
    Stream<Map.Entry<String, String>> used =
        Records.entries(record).stream()
            .flatMap(entry -> values(prefix + entry.key(), entry.value()));
    Stream<Map.Entry<String, String>> unused =
        Records.own(record).stream()
            .flatMap(own -> own.unused().entrySet().stream())
            .flatMap(entry -> values(prefix + entry.getKey(), entry.getValue()));
    return Stream.concat(used, unused);
  }

  private static Stream<Map.Entry<String, String>> values(String key, Object value) {
    return value instanceof Record nested
        ? values(nested, key + ".")
        : Stream.of(Map.entry(key, documented(value)));
  }

  /** As the reference writes it: whole numbers without a point, no exponents, words in small. */
  private static String documented(Object value) {
    if (value instanceof Double number) {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? documented(number.getAsDouble()) : "auto";
    }
    if (value instanceof Enum<?> word) {
      return word.name().toLowerCase(Locale.ROOT);
    }
    return value.equals("") ? "empty" : value.toString();
  }
}
