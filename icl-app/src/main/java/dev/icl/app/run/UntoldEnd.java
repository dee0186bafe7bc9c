package dev.icl.app.run;

import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.modules.train.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The end of a training whose process ended between the last checkpoint and the summary. It left
 * nothing to continue with; some of the last steps are made again, and with them the summary. The
 * last checkpoint is set aside until then.
 *
 * @param folder of the training
 */
public record UntoldEnd(RunFolder folder) {
  /**
   * Sets the last checkpoint aside if it is of the end and no summary mentions it.
   *
   * @param iterations of the whole training
   * @throws UserException if the file cannot be moved
   */
  public void stepBack(int iterations) {
    Path last = folder.last();
    if (!Files.exists(last) || folder.isTold(iterations)) {
      return;
    }
    try (Checkpoint checkpoint = Checkpoint.open(last)) {
      if (checkpoint.info().iteration() != iterations) {
        return;
      }
    } catch (UserException damaged) {
      return; // the training itself falls back to the one before
    }
    if (isDamaged(CheckpointFolder.previousIn(folder.checkpoints()))) {
      return; // the end of the training is all there is; it stays
    }
    try {
      Files.move(last, setAside(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw AtomicFile.unwritable(last, e);
    }
  }

  /**
   * Removes what was set aside, once the last checkpoint is of the end again.
   *
   * @throws UserException if the file cannot be removed
   */
  public void removeSetAside() {
    try {
      Files.deleteIfExists(setAside());
    } catch (IOException e) {
      throw AtomicFile.unwritable(setAside(), e);
    }
  }

  /** Whether a last checkpoint was set aside and not removed yet. */
  boolean isSetAside() {
    return Files.exists(setAside());
  }

  private Path setAside() {
    return folder.checkpoints().resolve("last-complete.safetensors");
  }

  /**
   * A training that is too short for two checkpoints has none before the last, and starts again.
   */
  private static boolean isDamaged(Path previous) {
    if (!Files.exists(previous)) {
      return false;
    }
    try {
      Checkpoint.open(previous).close();
      return false;
    } catch (UserException damaged) {
      return true;
    }
  }
}
