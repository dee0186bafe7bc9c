package dev.icl.app.run;

import dev.icl.app.results.EvaluationsIn;
import dev.icl.app.results.RecordedSettings;
import dev.icl.app.results.TrainedSummary;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.modules.train.CheckpointFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  /** The file of the training's outcome. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /** The folder in which a benchmark, or a report of trainings, has the scores that count. */
  public Path evaluation() {
    return path.resolve(EvaluationsIn.USUAL);
  }

  /** The folder of the best network's scores, next to those. */
  public Path bestEvaluation() {
    return path.resolve(EvaluationsIn.BEST);
  }

  /** The folder of the pictures of some validation cases, by the network at the end. */
  public Path pictures() {
    return path.resolve("pictures");
  }

  /** The folder of the checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Everything needed to continue. */
  public Path last() {
    return CheckpointFolder.lastIn(checkpoints());
  }

  /**
   * Checks that a new training overwrites nothing of another: no state, no network, no outcome and
   * no log, even where nothing else is left of it; and no outcome of anything else.
   *
   * @throws UserException if the folder holds a training, an evaluation or another summary, or is a
   *     file
   */
  public void requireFree() {
    requireNoFile(path, path);
    RunLock.requireFree(path);
    new HeldTraining(this).requireNone();
    if (EvaluationsIn.isOne(path) || Files.exists(summary())) {
      throw new UserException(
          "--out: %s holds the %s of something else than a training, which stays; name another folder."
              .formatted(path, EvaluationsIn.isOne(path) ? "scores" : summary().getFileName()));
    }
  }

  /**
   * Checks that files of another command would not replace those of a training.
   *
   * @throws UserException if the folder holds a training, or is a file
   */
  public void requireNoTraining() {
    requireNoFile(path, path);
    if (Files.exists(metrics()) || new HeldTraining(this).isThere()) {
      throw new UserException(
          "--out: " + path + " holds a training, whose files stay; name another folder.");
    }
  }

  /**
   * Checks that results can go to a folder.
   *
   * @param out as the user named it
   * @param resolved where that is
   * @throws UserException if it is a file
   */
  public static void requireNoFile(Path out, Path resolved) {
    if (Files.exists(resolved) && !Files.isDirectory(resolved)) {
      throw new UserException("--out: " + out + " is a file; name a folder.");
    }
  }

  /** Whether a training was started here, if only one that ended before its first checkpoint. */
  public boolean isBegun() {
    return CheckpointFolder.isResumable(checkpoints()) || Files.isRegularFile(config());
  }

  /**
   * Whether the training is at its end: the summary is that of a training of so many iterations,
   * and the newest checkpoint, where it is still there, is none of another iteration. A training
   * that goes on, or began again, leaves the summary of an earlier end behind.
   *
   * @param iterations of the whole training
   * @throws UserException if there is a summary that cannot be read
   */
  public boolean isTold(int iterations) {
    return new HeldTraining(this).hasSummary()
        && TrainedSummary.read(summary(), "or remove it, and --resume makes it anew").iterations()
            == iterations
        && CheckpointFolder.isAt(checkpoints(), iterations);
  }

  /**
   * Whether the training is at the end that its configuration names.
   *
   * @throws UserException if there is a summary, and it or the configuration cannot be read
   */
  public boolean isAtItsEnd() {
    return Files.isRegularFile(summary())
        && isTold(
            RecordedSettings.read(config(), "restore it, or train anew in another folder")
                .train()
                .iterations());
  }

  /**
   * Removes the summary of a training that goes on.
   *
   * @throws UserException if that is not possible
   */
  void removeSummary() {
    try {
      Files.deleteIfExists(summary());
    } catch (IOException e) {
      throw AtomicFile.unwritable(summary(), e);
    }
  }

  /**
   * Checks that there is a training to continue with: one with a checkpoint, or at least one that
   * was started here and ended before its first.
   *
   * @throws UserException if there is none, or another process is at it
   */
  public void requireResumable() {
    if (!isBegun()) {
      throw new UserException(
          "--resume: there is no "
              + last()
              + " to continue from, and no training was started there; name its folder with --out, or"
              + " say with --config what to start there.");
    }
    RunLock.requireFree(path);
  }

  /**
   * Writes one of the files, folders included; it appears whole or not at all.
   *
   * @throws UserException if that is not possible
   */
  public static void write(Path file, String text) {
    AtomicFile.write(file, true, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
