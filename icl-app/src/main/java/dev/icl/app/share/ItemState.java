package dev.icl.app.share;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The state of an item, as the names of files in the folder of shared work tell it.
 *
 * @param claims the number of the last claim; 0 where there is none
 * @param freed how many claims were given back
 * @param lastIsFree whether the last one was
 * @param settled whether it has an outcome
 */
record ItemState(int claims, int freed, boolean lastIsFree, boolean settled) {
  /** An item that nobody has touched. */
  static final ItemState UNTOUCHED = new ItemState(0, 0, false, false);

  /** The number of times that a process began with it and neither ended it nor gave it back. */
  int attempts() {
    return claims - freed;
  }

  /** The state of every item of which there is a file, by the stem of its files' names. */
  static Map<String, ItemState> in(Path folder) throws IOException {
    Map<String, ItemState> claims = new HashMap<>();
    Map<String, Integer> lastFree = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        ItemFiles.Found found = ItemFiles.read(String.valueOf(file.getFileName()));
        if (found.kind() == ItemFiles.Kind.FREE) {
          lastFree.merge(found.stem(), found.number(), Math::max);
        }
        if (found.kind() != ItemFiles.Kind.OTHER) {
          claims.merge(found.stem(), first(found), ItemState::and);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    claims.replaceAll(
        (stem, state) ->
            new ItemState(
                state.claims,
                state.freed,
                state.claims == lastFree.getOrDefault(stem, -1),
                state.settled));
    return claims;
  }

  private static ItemState first(ItemFiles.Found found) {
    return switch (found.kind()) {
      case CLAIM -> new ItemState(found.number(), 0, false, false);
      case FREE -> new ItemState(0, 1, false, false);
      case OUTCOME -> new ItemState(0, 0, false, true);
      case OTHER -> UNTOUCHED;
    };
  }

  private ItemState and(ItemState other) {
    return new ItemState(
        Math.max(claims, other.claims), freed + other.freed, false, settled || other.settled);
  }
}
