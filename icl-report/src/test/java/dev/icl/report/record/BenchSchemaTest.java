package dev.icl.report.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.json.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/bench.schema.json describes what is written. */
class BenchSchemaTest {
  private final String example = Json.indented(Examples.bench());

  @Test
  void aRecordWithSomethingInEveryPlaceIsValid() throws IOException {
    assertThat(BenchSchema.problems(example)).isEmpty();
  }

  @Test
  void whatAnEarlierVersionWroteIsValidToo() throws IOException, URISyntaxException {
    Path earlier =
        Path.of(BenchSchemaTest.class.getResource("/bench-of-best-checkpoints.json").toURI());

    assertThat(BenchSchema.problems(Files.readString(earlier))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\" : 1 | \"format\" : 2",
        "\"kind\" : \"timing\" | \"kind\" : \"train\"",
        "\"dice\" : 0.75 | \"dice\" : 75.0",
        "\"reason\" : \"There is no GPU.\" | \"at_iteration\" : 1",
        "\"data_fingerprint\" : \"0 | \"data_fingerprint\" : \"x",
        "\"p95_ms\" | \"p99_ms\"",
        "\"selected_on\" : \"validation\" | \"selected_on\" : \"luck\"",
        "\"checkpoint\" : \"best\" | \"network\" : \"best\"",
        "\"distance_unit\" : \"voxel\" | \"distance_unit\" : \"inch\""
      })
  void whatIsWrongIsFound(String right, String wrong) throws IOException {
    assertThat(example).contains(right);

    assertThat(BenchSchema.problems(example.replace(right, wrong))).isNotEmpty();
  }
}
