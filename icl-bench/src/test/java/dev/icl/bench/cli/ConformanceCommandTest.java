package dev.icl.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.bench.cli.Cli.Outcome;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConformanceCommandTest {
  private final Cli cli = new Cli(Path.of("").toAbsolutePath());

  @Test
  void pyTorchAgreesWithTheAuthorsProgram() throws IOException {
    Outcome outcome =
        cli.run("conformance", "--fixture", fixture(), "--engine", "pytorch", "--json");

    assertThat(outcome.err()).isEmpty();
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.get("passed").asBoolean()).isTrue();
    assertThat(report.get("engine").asText()).isEqualTo("pytorch");
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
    URL url = ConformanceCommandTest.class.getResource("/conformance/icl_unet2d_small.safetensors");
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
