package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * The records of this package as JSON: keys in snake case, instants as ISO 8601 says, and nothing
 * where a record has null. {@code docs/bench.schema.json} describes {@code bench.json}.
 */
public final class BenchJson {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // what a later version adds without changing the format
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new InstantWriter())
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  /** A record of this package as an indented object. */
  public String write(Record record) {
    try {
      return mapper.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers and texts is always JSON", e);
    }
  }

  /**
   * Writes a record; the file appears whole or not at all.
   *
   * @param file replaced if it exists
   * @throws UserException if it cannot be written
   */
  public void write(Record record, Path file) {
    byte[] text = (write(record) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, true, out -> out.write(text));
  }

  /**
   * Reads {@code bench.json}.
   *
   * @throws UserException if there is none, it is of another format, or it is damaged
   */
  public BenchRecord readBench(Path file) {
    return read(file, BenchRecord.class);
  }

  /**
   * Reads a record that says its format.
   *
   * @param type has a component {@code format}
   * @throws UserException as above
   */
  public <R extends Record> R read(Path file, Class<R> type) {
    try {
      JsonNode tree = mapper.readTree(TextFile.read(file));
      requireFormat(tree.path("format"), file);
      return mapper.treeToValue(tree, type);
    } catch (NoSuchFileException e) {
      throw new UserException(
          "There is no " + file + "; name a folder that icl bench --out wrote.", e);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s is damaged or not of icl bench (%s); remove it, and icl bench --resume makes it anew."
              .formatted(file, firstLine(e.getOriginalMessage())),
          e);
    } catch (IOException e) {
      throw new UserException(file + " cannot be read; check its permissions.", e);
    }
  }

  private static void requireFormat(JsonNode format, Path file) {
    if (!format.isInt()) {
      throw new UserException(
          file + " names no format; it is not a result of icl bench, name one that is.");
    }
    if (format.intValue() != BenchRecord.FORMAT) {
      throw new UserException(
          "%s is of format %d, but this version reads format %d alone; read it with the version that wrote it, or repeat the benchmark."
              .formatted(file, format.intValue(), BenchRecord.FORMAT));
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class InstantReader extends FromStringDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(String value, DeserializationContext context)
        throws IOException {
      try {
        return Instant.parse(value);
      } catch (DateTimeParseException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, value, "not an instant");
      }
    }
  }
}
