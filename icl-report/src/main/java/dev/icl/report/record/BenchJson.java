package dev.icl.report.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
import dev.icl.core.json.JsonFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The files of a benchmark, {@code bench.json} and {@code cell.json}: records that say their
 * format. {@code docs/bench.schema.json} describes {@code bench.json}.
 */
public final class BenchJson {
  private BenchJson() {}

  /**
   * Writes a record; the file appears whole or not at all.
   *
   * @param file replaced if it exists
   * @throws UserException if it cannot be written
   */
  public static void write(Record record, Path file) {
    JsonFile.write(file, true, record);
  }

  /**
   * Reads {@code bench.json}.
   *
   * @throws UserException if there is none, it is of another format, or it is damaged
   */
  public static BenchRecord readBench(Path file) {
    return read(file, BenchRecord.class);
  }

  /**
   * Reads a record that says its format.
   *
   * @param type has a component {@code format}
   * @throws UserException as above
   */
  public static <R extends Record> R read(Path file, Class<R> type) {
    try {
      String text = TextFile.read(file);
      requireFormat(Json.read(text, Head.class).format(), file);
      return Json.read(text, type);
    } catch (NoSuchFileException e) {
      throw new UserException(
          "There is no " + file + "; name a folder that icl bench --out wrote.", e);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s is damaged or not of icl bench (%s); remove it, and icl bench --resume makes it anew."
              .formatted(file, Json.reason(e)),
          e);
    } catch (IOException e) {
      throw new UserException(file + " cannot be read; check its permissions.", e);
    }
  }

  /** The part that every format has. */
  private record Head(Integer format) {}

  private static void requireFormat(Integer format, Path file) {
    if (format == null) {
      throw new UserException(
          file + " names no format; it is not a result of icl bench, name one that is.");
    }
    if (format != BenchRecord.FORMAT) {
      throw new UserException(
          "%s is of format %d, but this version reads format %d alone; read it with the version that wrote it, or repeat the benchmark."
              .formatted(file, format, BenchRecord.FORMAT));
    }
  }
}
