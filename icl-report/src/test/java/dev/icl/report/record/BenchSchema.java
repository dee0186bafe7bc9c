package dev.icl.report.record;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** docs/bench.schema.json. */
public final class BenchSchema {
  private BenchSchema() {}

  /** What is wrong with a {@code bench.json}. */
  public static List<Error> problems(String json) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("..", "docs", "bench.schema.json")), InputFormat.JSON)
        .validate(json, InputFormat.JSON);
  }
}
