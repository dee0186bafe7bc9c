package dev.icl.engine.tensorflow;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.SavedModel;

/** The folder of a SavedModel, which is there as a whole or not at all. */
final class SavedModelFolder {
  private final Path target;

  private SavedModelFolder(Path target) {
    this.target = target.toAbsolutePath();
  }

  /**
   * @throws UserException if there is something already
   */
  static SavedModelFolder at(Path target) {
    if (Files.exists(target)) {
      throw new UserException(
          target + " exists already; name a folder that does not, or remove it first.");
    }
    return new SavedModelFolder(target);
  }

  /**
   * @param notes texts by file name, for {@code assets.extra}, which TensorFlow leaves alone
   * @throws UserException if it cannot be written
   */
  void write(SavedModel model, Map<String, String> notes) {
    @Nullable Path temporary = null;
    try {
      Files.createDirectories(target.getParent());
      temporary = Files.createTempDirectory(target.getParent(), "." + target.getFileName());
      Path whole = Files.createDirectory(temporary.resolve("model"));
      Files.write(whole.resolve("saved_model.pb"), model.toByteArray());
      if (!notes.isEmpty()) {
        Path extra = Files.createDirectory(whole.resolve("assets.extra"));
        for (Map.Entry<String, String> note : notes.entrySet()) {
          Files.writeString(extra.resolve(note.getKey()), note.getValue());
        }
      }
      Files.move(whole, target);
    } catch (IOException e) {
      throw new UserException(
          target + " cannot be written; check the permissions of its folder and the free space.",
          e);
    } finally {
      if (temporary != null) {
        remove(temporary);
      }
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // what is left is hidden and empty or nearly so; the model itself is not affected
      return;
    }
  }
}
