package dev.icl.bench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder that {@code icl evaluate --out} wrote. */
record ResultFolder(Path path, List<CaseRow> rows, Optional<String> emptyMasks) {
  /**
   * Reads {@code cases.csv}, and {@code summary.json} where it is there.
   *
   * @throws UserException if one of them cannot be read
   */
  static ResultFolder read(Path path) {
    if (!Files.isRegularFile(path.resolve("cases.csv"))) {
      throw new UserException(
          path + " holds no cases.csv; name a folder that icl evaluate --out wrote.");
    }
    return new ResultFolder(
        path, CasesCsv.read(path.resolve("cases.csv")), emptyMasks(path.resolve("summary.json")));
  }

  private static Optional<String> emptyMasks(Path summary) {
    if (!Files.isRegularFile(summary)) {
      return Optional.empty();
    }
    try {
      JsonNode value = new JsonMapper().readTree(TextFile.read(summary)).path("empty_masks");
      return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    } catch (IOException e) {
      throw new UserException(
          summary + " is not JSON; write it anew with icl evaluate, or remove it.", e);
    }
  }
}
