package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files, settings and environment variables that cannot be read as a configuration. */
class RunConfigSourcesTest extends RefusedConfigs {
  @Test
  void notYaml() {
    refused(
        "train: {iterations: 5\nseed: 1",
        "run.yaml, line 2, column 5: this is not YAML (while parsing a flow mapping, expected ',' or"
            + " '}', but got :); correct it there.");
  }

  @Test
  void aTextOfMillionsOfCharacters() {
    assertThatThrownBy(() -> read("seed: 1\n# " + "x".repeat(4 << 20) + "\nengine: pytorch\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("exceeds the limit");
  }

  @Test
  void anAlias() {
    refused(
        "engine: &e pytorch\ndevice: *e\n",
        "run.yaml, line 2, column 9: YAML aliases are not understood here; write the value out.");
  }

  @Test
  void aSecondDocument() {
    refused(
        "seed: 1\n---\nseed: 2\n",
        "run.yaml, line 3, column 1: a second YAML document starts here; keep one.");
  }

  @Test
  void aMissingFile() {
    Path file = folder.resolve("absent.yaml");

    assertThatThrownBy(
            () -> new RunConfigReader(Map.of(), folder).read(Optional.of(file), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage("--config: there is no file " + file + "; name an existing one.");
  }

  @Test
  void aSettingWithoutAValue() {
    refused(
        "",
        "--set train.iterations: write it as key=value, such as --set train.iterations=1000.",
        "train.iterations");
  }

  @Test
  void anEnvironmentVariable() {
    assertThatThrownBy(
            () ->
                new RunConfigReader(Map.of("ICL_DEVICE", "quantum"), folder)
                    .read(Optional.empty(), List.of()))
        .hasMessage(
            "environment variable ICL_DEVICE: device must be cpu, gpu, gpu:N or auto, but is"
                + " quantum.");
  }
}
