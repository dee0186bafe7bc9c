package dev.icl.modules.train;

import dev.icl.core.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The checkpoint that is meant where a file, or the folder of a training, is named. */
public final class NetworkFile {
  private NetworkFile() {}

  /**
   * The checkpoints that are meant where files and folders are named: of a folder of a
   * cross-validation, those of all of its folds.
   *
   * @param named by the user, at least one
   * @param notices as below
   * @throws UserException as below, or if a checkpoint is there twice
   */
  public static List<Path> all(List<Path> named, Consumer<String> notices) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      for (Path training : FoldFolders.trainings(path)) {
        Path file = of(training, notices);
        if (files.contains(file)) {
          throw new UserException(
              "--checkpoint: %s is there twice; name every checkpoint once.".formatted(file));
        }
        files.add(file);
      }
    }
    return List.copyOf(files);
  }

  /**
   * The file itself where one is named; of a training's folder, or of its folder of checkpoints,
   * the network after the last iteration, which no score selected.
   *
   * @param named by the user
   * @param notices told, in a sentence, if the folder has no network of an end, and the newest
   *     state is taken
   * @throws UserException if the folder holds no checkpoint
   */
  public static Path of(Path named, Consumer<String> notices) {
    if (!Files.isDirectory(named)) {
      return named;
    }
    Path inside = named.resolve("checkpoints");
    Path folder = Files.isDirectory(inside) ? inside : named;
    Path end = CheckpointFolder.endIn(folder);
    if (Files.exists(end)) {
      return end;
    }
    Path last = CheckpointFolder.lastIn(folder);
    if (!Files.exists(last) && FoldFolders.isIn(named)) {
      throw new UserException(
          "%s holds the trainings of a cross-validation, but one network is wanted: name that of a fold, such as %s."
              .formatted(named, FoldFolders.of(named, 0)));
    }
    if (!Files.exists(last)) {
      throw new UserException(
          "%s holds neither checkpoints/final.safetensors nor checkpoints/last.safetensors; name the folder of a training, or a checkpoint."
              .formatted(named));
    }
    notices.accept(
        "%s is not there: the training is not at its end, or an earlier version made it; %s is taken."
            .formatted(end, last));
    return last;
  }
}
