package dev.icl.data.layout;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.core.error.UserException;
import dev.icl.core.io.FileTrouble;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import dev.icl.data.catalog.DatasetDiagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code dataset.json}, as nnU-Net and the Medical Segmentation Decathlon write it. */
final class DatasetJson {
  private DatasetJson() {}

  /**
   * The object in a file.
   *
   * @throws UserException if it cannot be read or holds something else
   */
  static JsonNode read(Path file) {
    String missing =
        "set data.root to the folder that holds dataset.json, or write one as docs/data.md shows";
    FileTrouble.of(file)
        .ifPresent(
            trouble -> {
              throw new UserException("%s %s: %s.".formatted(file, trouble, missing));
            });
    try {
      JsonNode json = Json.strictTree(TextFile.read(file));
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UserException(
          "%s is no JSON (line %d: %s); correct it."
              .formatted(file, line, e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw new UserException("%s cannot be read: check its permissions.".formatted(file), e);
    }
    throw new UserException("%s holds no JSON object: %s.".formatted(file, missing));
  }

  /** Whether a file holds an object with a key; not if it cannot be read. */
  static boolean isObjectWith(Path file, String key) {
    try {
      return read(file).has(key);
    } catch (UserException unreadable) {
      return false;
    }
  }

  /**
   * Names of channels, listed by their numbers as texts.
   *
   * @param json the file's object
   * @param key under which they are, as {@code modality}
   * @param file for the sentence
   * @param findings receives a number that is missing
   * @return empty if there is no such key
   */
  static List<String> channels(JsonNode json, String key, Path file, DatasetDiagnostics findings) {
    JsonNode given = json.get(key);
    List<String> names = new ArrayList<>();
    for (int i = 0; given != null && i < given.size(); i++) {
      JsonNode name = given.get(Integer.toString(i));
      if (name == null || !name.isTextual()) {
        findings.add(
            "%s: '%s' has %s, but none for the channel %d: number the channels from 0 without gaps, as {\"0\": \"FLAIR\", \"1\": \"T1\"}."
                .formatted(file, key, Counts.of(given.size(), "entry", "entries"), i));
        return List.of();
      }
      names.add(name.asText());
    }
    return List.copyOf(names);
  }
}
