package dev.icl.app.share;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.json.Json;
import dev.icl.core.json.JsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of items in a folder, a file for each. The first outcome of an item is the one that
 * counts.
 *
 * @param folder that every process sees
 * @param type of the results
 */
record OutcomeFiles<R extends Record>(Path folder, Class<R> type) {
  private static final String MEND = "or remove it, and the same command makes it anew";

  /** An outcome as it is stored. */
  private record Stored(
      String item,
      String owner,
      int attempt,
      @Nullable JsonNode result,
      @Nullable String error,
      boolean unexpected) {}

  /**
   * Keeps an outcome.
   *
   * @param replaced whether one that is there is replaced
   * @return whether it counts; otherwise another process was first
   * @throws UserException if it cannot be written
   */
  boolean put(ItemOutcome<R> outcome, boolean replaced) {
    Path file = file(outcome.item());
    byte[] text = (Json.indented(outcome) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(file, replaced, out -> out.write(text));
      return true;
    } catch (UserException e) {
      if (Files.exists(file)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * The outcome of an item; empty if it has none.
   *
   * @throws UserException if its file is damaged
   */
  Optional<ItemOutcome<R>> of(String item) {
    Path file = file(item);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Stored stored = JsonFile.read(file, Stored.class, MEND);
    try {
      JsonNode result = stored.result();
      return Optional.of(
          new ItemOutcome<>(
              stored.item(),
              stored.owner(),
              stored.attempt(),
              result == null || result.isNull() ? null : Json.read(result, type),
              stored.error(),
              stored.unexpected()));
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s is damaged or cannot be read (%s); restore it, %s."
              .formatted(file, Json.reason(e), MEND),
          e);
    }
  }

  /**
   * The outcomes of those items that have one, in the order of the items.
   *
   * @throws UserException if a file is damaged, or the folder cannot be read
   */
  List<ItemOutcome<R>> of(List<WorkItem> items) {
    try {
      // a list of names is what a network file system asks the server for
      Map<String, ItemState> states = Files.isDirectory(folder) ? ItemState.in(folder) : Map.of();
      List<ItemOutcome<R>> outcomes = new ArrayList<>();
      for (WorkItem item : items) {
        if (states.getOrDefault(ItemFiles.stem(item.name()), ItemState.UNTOUCHED).settled()) {
          of(item.name()).ifPresent(outcomes::add);
        }
      }
      return List.copyOf(outcomes);
    } catch (IOException e) {
      throw new UserException(folder + " cannot be read; check its permissions.", e);
    }
  }

  private Path file(String item) {
    return folder.resolve(ItemFiles.outcome(ItemFiles.stem(item)));
  }
}
