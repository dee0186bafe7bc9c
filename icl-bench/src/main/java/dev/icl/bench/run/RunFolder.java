package dev.icl.bench.run;

import dev.icl.core.error.UserException;
import dev.icl.modules.train.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a training.
 *
 * @param path the folder; made when the first file is written
 */
public record RunFolder(Path path) {
  /** The resolved configuration. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** One JSON object for every step. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** What the training came to. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /** The folder of the checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Everything it takes to go on. */
  public Path last() {
    return CheckpointFolder.lastIn(checkpoints());
  }

  /**
   * Checks that a new training overwrites no trained network.
   *
   * @throws UserException if the folder holds a training, or is a file
   */
  public void requireFree() {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UserException("--out: " + path + " is a file; name a folder.");
    }
    if (Files.exists(last())) {
      throw new UserException(
          "--out: "
              + path
              + " already holds a training; name another folder, or add --resume to go on with this"
              + " one.");
    }
  }

  /**
   * Checks that there is a training to go on with.
   *
   * @throws UserException if there is none, or it did not reach its first validation
   */
  public void requireResumable() {
    if (!Files.isRegularFile(last())) {
      throw new UserException(
          "--resume: there is no "
              + last()
              + " to go on from, which a training writes at every validation; leave --resume out to"
              + " start anew.");
    }
  }

  /**
   * Writes one of the files, folders included.
   *
   * @throws UserException if that is not possible
   */
  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UserException(
          file + " cannot be written; check the permissions of its folder and the free space.", e);
    }
  }
}
