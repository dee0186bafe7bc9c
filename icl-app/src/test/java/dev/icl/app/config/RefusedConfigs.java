package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Texts of configurations, and the sentences with which they are refused. */
abstract class RefusedConfigs {
  @TempDir Path folder;

  void refused(String yaml, String message, String... settings) {
    assertThatThrownBy(() -> read(yaml, settings))
        .isInstanceOf(UserException.class)
        .extracting(e -> e.getMessage().replace(folder + "/", ""))
        .isEqualTo(message.strip());
  }

  RunConfig read(String yaml, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), yaml);
    return new RunConfigReader(Map.of(), folder).read(Optional.of(file), List.of(settings));
  }
}
