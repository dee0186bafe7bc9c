package dev.icl.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.app.results.RecordedSettings;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The training that a folder holds, whatever is left of it: a state to continue from, a network, an
 * outcome, or steps in its log.
 *
 * @param folder of the training
 */
record HeldTraining(RunFolder folder) {
  /** Whether any of that is there. */
  boolean isThere() {
    return isResumable() || !results().isEmpty() || hasSteps();
  }

  /** Whether there is a state to continue from, or the one of an end not yet told, set aside. */
  private boolean isResumable() {
    return CheckpointFolder.isResumable(folder.checkpoints())
        || (new UntoldEnd(folder).isSetAside() && !hasSummary());
  }

  /**
   * Checks that a training from the first step overwrites nothing.
   *
   * @throws UserException if the folder holds a training
   */
  void requireNone() {
    if (isThere()) {
      throw alreadyThere();
    }
  }

  /**
   * The same for a training that may have been interrupted before its first checkpoint and then
   * begins again.
   *
   * @throws UserException if the folder holds a state to continue from, or what would be replaced
   */
  void requireBeginnable() {
    if (CheckpointFolder.isResumable(folder.checkpoints()) || !replaced().isEmpty()) {
      throw alreadyThere();
    }
  }

  /**
   * The same for a training that is resumed.
   *
   * @throws UserException if there is no state to continue from, and what would be replaced
   */
  void requireNothingReplaced() {
    List<Path> replaced = replaced();
    if (!replaced.isEmpty()) {
      throw new UserException(
          "--resume: there is no %s to continue from, and a training from the first step would replace %s of the one before; bring the checkpoint back, or name another folder."
              .formatted(folder.last(), listed(replaced)));
    }
  }

  private UserException alreadyThere() {
    List<Path> replaced = replaced();
    return new UserException(
        replaced.isEmpty()
            ? "--out: "
                + folder.path()
                + " already holds a training; name another folder, or add --resume to continue this"
                + " one."
            : "--out: %s already holds a training, without a checkpoint to continue from, and a new one would replace its %s; name another folder, or move these files away."
                .formatted(folder.path(), listed(replaced)));
  }

  /**
   * The files that a training from the first step would replace by something else. Not so those of
   * a training that was killed between its first validation and its first checkpoint, or that makes
   * its steps again since the summary was missing: those are made again as they are.
   */
  private List<Path> replaced() {
    List<Path> results = results();
    boolean again =
        isResumable()
            || (!results.contains(folder.summary())
                && Files.isRegularFile(folder.metrics())
                && !MetricsLog.goesBeyondACheckpoint(folder.metrics(), checkpointEvery()));
    if (again) {
      return List.of();
    }
    if (hasSteps()) {
      results.add(folder.metrics());
    }
    return results;
  }

  private int checkpointEvery() {
    return Files.isRegularFile(folder.config())
        ? RecordedSettings.read(folder.config(), "restore it, or name another folder")
            .train()
            .checkpointEvery()
        : 0;
  }

  private List<Path> results() {
    List<Path> results = new ArrayList<>(CheckpointFolder.networksIn(folder.checkpoints()));
    if (hasSummary()) {
      results.add(folder.summary());
    }
    return results;
  }

  private String listed(List<Path> files) {
    return String.join(
        ", ",
        files.stream()
            .map(file -> folder.path().relativize(file).toString().replace('\\', '/'))
            .toList());
  }

  /**
   * Whether there is the summary of a training. Others have one of that name, too: those of an
   * evaluation and a cross-validation tell of cases, those of other programs of no iterations. One
   * that cannot be read may be of a training.
   */
  boolean hasSummary() {
    if (!Files.isRegularFile(folder.summary())) {
      return false;
    }
    try {
      JsonNode summary = Json.read(TextFile.read(folder.summary()), JsonNode.class);
      return summary.has("iterations") && !summary.has("cases");
    } catch (IOException unreadable) {
      return true;
    }
  }

  private boolean hasSteps() {
    return folder.metrics().toFile().length() > 0;
  }
}
