package dev.icl.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.icl.core.config.RunConfig;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configurations and the reference that the project ships. */
class ConfigurationFilesTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  @Test
  void everyKeyIsDocumented() throws IOException {
    String reference = Files.readString(PROJECT.resolve("docs/configuration.md"));

    assertThat(keys(RunConfig.defaults(), ""))
        .hasSizeGreaterThan(50)
        .allSatisfy(key -> assertThat(reference).contains("| `" + key + "` | "));
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
        .hasSize(14)
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
    return Stream.of(record.getClass().getRecordComponents())
        .flatMap(component -> keys(component, record, prefix));
  }

  private static Stream<String> keys(RecordComponent component, Record record, String prefix) {
    String key = prefix + RecordNames.key(component);
    return RecordNames.value(component, record) instanceof Record nested
        ? keys(nested, key + ".")
        : Stream.of(key);
  }
}
