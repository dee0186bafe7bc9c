package dev.icl.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/bench.schema.json describes what is written. */
class BenchSchemaTest {
  private final String example = new BenchJson().write(Examples.bench());

  @Test
  void aRecordWithSomethingInEveryPlaceIsValid() throws IOException {
    assertThat(problems(example)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\" : 1 | \"format\" : 2",
        "\"kind\" : \"timing\" | \"kind\" : \"train\"",
        "\"dice\" : 0.75 | \"dice\" : 75.0",
        "\"reason\" : \"There is no GPU.\" | \"at_iteration\" : 1",
        "\"p95_ms\" | \"p99_ms\"",
        "\"distance_unit\" : \"voxel\" | \"distance_unit\" : \"inch\""
      })
  void whatIsWrongIsFound(String right, String wrong) throws IOException {
    assertThat(example).contains(right);

    assertThat(problems(example.replace(right, wrong))).isNotEmpty();
  }

  private static List<Error> problems(String json) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("..", "docs", "bench.schema.json")), InputFormat.JSON);
    return schema.validate(json, InputFormat.JSON);
  }
}
