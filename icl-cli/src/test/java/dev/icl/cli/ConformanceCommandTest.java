package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceCommandTest {
  private final Cli cli = new Cli(Path.of("").toAbsolutePath());

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void anEngineAgreesWithTheAuthorsProgram(String engine) throws IOException {
    Outcome outcome = cli.run("conformance", "--fixture", fixture(), "--engine", engine, "--json");

    assertThat(outcome.err()).isEmpty();
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.get("passed").asBoolean()).isTrue();
    assertThat(report.get("engine").asText()).isEqualTo(engine);
    assertThat(report.get("largest").fieldNames()).toIterable().contains("out", "grad", "traj");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aMissingFixtureIsTheUsersMistake() {
    Outcome outcome = cli.run("conformance", "--fixture", "absent.safetensors");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains("absent.safetensors");
  }

  private static String fixture() {
    String file = "icl-bench/src/test/resources/conformance/icl_unet2d_small.safetensors";
    return Path.of("").toAbsolutePath().getParent().resolve(file).toString();
  }
}
