package dev.icl.app.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.List;

/** The names of the classes a network tells apart, as a checkpoint keeps them. */
public final class ClassNames {
  /** The fact of a checkpoint that lists them as JSON, background first. */
  public static final String FACT = "class_names";

  private static final JsonMapper JSON = new JsonMapper();

  private ClassNames() {}

  /** As JSON, to be kept in a checkpoint. */
  public static String toFact(List<String> names) {
    try {
      return JSON.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }

  /**
   * @param file the checkpoint, to name it
   * @throws UserException if it does not tell
   */
  public static List<String> of(CheckpointInfo info, Path file) {
    try {
      String fact = info.facts().get(FACT);
      if (fact != null) {
        return JSON.readValue(fact, new TypeReference<List<String>>() {});
      }
    } catch (JsonProcessingException e) {
      throw refusal(file, e);
    }
    throw refusal(file, null);
  }

  private static UserException refusal(Path file, Exception cause) {
    return new UserException(
        file
            + " does not tell the names of its classes (metadata "
            + FACT
            + ", a JSON list); train again, or name a checkpoint of this release.",
        cause);
  }
}
