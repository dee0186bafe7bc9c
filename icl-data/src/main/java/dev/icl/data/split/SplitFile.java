package dev.icl.data.split;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.icl.core.error.NearestName;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.FileTrouble;
import dev.icl.core.io.TextFile;
import dev.icl.data.catalog.Subset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Splits as files in YAML or, which is YAML too, JSON:
 *
 * <pre>
 * labeled: [patient001, patient002]
 * unlabeled: [patient003_frame01, patient003_frame02]
 * validation: [patient004]
 * test: []
 * </pre>
 */
public final class SplitFile {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final List<Subset> PARTS =
      Stream.of(Subset.values()).filter(p -> p != Subset.UNUSED).toList();
  private static final List<String> KEYS = PARTS.stream().map(Subset::label).toList();

  private SplitFile() {}

  /**
   * Reads a split.
   *
   * @throws UserException if the file is missing, no YAML, or has other keys
   */
  public static Split read(Path file) {
    FileTrouble.of(file)
        .ifPresent(
            trouble -> {
              throw new UserException(
                  "The split file %s %s: name another with data.split, or write one with icl data split."
                      .formatted(file, trouble));
            });
    try (YAMLParser parser = YAML.createParser(TextFile.read(file))) {
      return new Split(file.toString(), parts(parser, file));
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null ? "" : " (line %d)".formatted(e.getLocation().getLineNr());
      throw new UserException(
          "%s is neither YAML nor JSON%s: write it as docs/data.md shows.".formatted(file, where),
          e);
    } catch (IOException e) {
      throw new UserException(
          "%s cannot be read as text in UTF-8; write it as docs/data.md shows.".formatted(file), e);
    }
  }

  private static Map<Subset, List<String>> parts(YAMLParser parser, Path file) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong(parser, file, "the file must have the keys " + String.join(", ", KEYS) + ".");
    }
    Map<Subset, List<String>> parts = new EnumMap<>(Subset.class);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int place = KEYS.indexOf(key);
      if (place < 0) {
        String question = NearestName.question(key, KEYS);
        throw wrong(
            parser,
            file,
            "unknown key '%s'%s"
                .formatted(
                    key, question.isEmpty() ? "; use " + String.join(", ", KEYS) + "." : question));
      }
      JsonToken start = parser.nextToken();
      List<String> names = start == JsonToken.VALUE_NULL ? List.of() : names(parser, file, key);
      if (parts.put(PARTS.get(place), names) != null) {
        throw wrong(parser, file, "the key '%s' is there twice; keep one.".formatted(key));
      }
    }
    return parts;
  }

  private static List<String> names(YAMLParser parser, Path file, String key) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(parser, file, "'%s' must be a list of names.".formatted(key));
    }
    List<String> names = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.currentToken().isScalarValue() || parser.getText().isBlank()) {
        throw wrong(parser, file, "every entry of '%s' must be a name.".formatted(key));
      }
      // as it is written: 001 is a name, not the number 1
      names.add(parser.getText());
    }
    return names;
  }

  private static UserException wrong(YAMLParser parser, Path file, String what) {
    return new UserException(
        "%s, line %d: %s".formatted(file, parser.currentTokenLocation().getLineNr(), what));
  }

  /**
   * Writes a split: JSON where the name ends in {@code .json}, else YAML.
   *
   * @param file the file to write
   * @param split the split to write
   * @param overwrite whether a file that exists may be replaced
   * @throws UserException if the file exists and may not be replaced, or cannot be written
   */
  public static void write(Path file, Split split, boolean overwrite) {
    boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    String text = json ? json(split) : yaml(split);
    AtomicFile.write(file, overwrite, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String yaml(Split split) {
    StringBuilder text = new StringBuilder("# " + split.origin().replace('\n', ' ') + "\n");
    for (Subset part : PARTS) {
      text.append(part.label()).append(split.of(part).isEmpty() ? ": []\n" : ":\n");
      split.of(part).forEach(name -> text.append("  - ").append(quoted(name)).append('\n'));
    }
    return text.toString();
  }

  private static String json(Split split) {
    return PARTS.stream()
        .map(
            part ->
                split.of(part).stream()
                    .map(SplitFile::quoted)
                    .collect(Collectors.joining(", ", "  \"" + part.label() + "\": [", "]")))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  /** Quoted always: a name may look like a number or a date. */
  private static String quoted(String name) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"';
  }
}
