package dev.icl.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A record in a file of its own. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * Reads a record.
   *
   * @param file that holds it
   * @param type of the record
   * @param mend what to do otherwise about a file that is damaged: what follows {@code restore it,}
   * @throws UserException if there is no such file, or it does not hold such a record
   */
  public static <T> T read(Path file, Class<T> type, String mend) {
    try {
      return Json.read(TextFile.read(file), type);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s is damaged or cannot be read (%s); restore it, %s."
              .formatted(file, Json.reason(e), mend),
          e);
    } catch (IOException e) {
      throw new UserException(
          "%s is damaged or cannot be read (it is missing, no text in UTF-8, or not allowed to be read); restore it, %s."
              .formatted(file, mend),
          e);
    }
  }

  /**
   * Writes a record over several lines; the file appears whole or not at all.
   *
   * @param file that will hold it
   * @param overwrite whether one that is there is replaced
   * @param record the record, and what it holds
   * @throws UserException if it cannot be written
   */
  public static void write(Path file, boolean overwrite, Record record) {
    byte[] text = (Json.indented(record) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, overwrite, out -> out.write(text));
  }
}
