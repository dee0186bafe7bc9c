package dev.icl.app.run;

import dev.icl.app.config.ConfigChange;
import dev.icl.app.config.ConfigHistory;
import dev.icl.app.config.Freedom;
import dev.icl.app.config.LeftToNetwork;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.core.text.Counts;
import dev.icl.modules.network.Networks;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.TrainingFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The check of the configuration that a training is to continue with against that of its start, so
 * that a run stays what its folder says.
 *
 * @param folder of the training
 * @param allowChanges whether keys may change that need consent
 */
public record Resumption(RunFolder folder, boolean allowChanges) {
  /**
   * The state of a training that a folder holds.
   *
   * @param source the file that says so
   * @param iteration how many steps were made
   * @param config the configuration they were made with, its history included
   */
  record State(Path source, int iteration, String config) {
    static State of(Checkpoint checkpoint) {
      return new State(
          checkpoint.path(), checkpoint.info().iteration(), checkpoint.info().config());
    }
  }

  /**
   * Finds what would be refused later before anything else is read.
   *
   * @param now the configuration to continue with
   * @throws UserException with every key that must not change, or only with consent
   */
  public void check(RunConfig now) {
    sound(CheckpointFolder.lastIn(folder.checkpoints()))
        .or(() -> sound(CheckpointFolder.previousIn(folder.checkpoints())))
        .or(this::beforeTheFirstCheckpoint)
        .ifPresent(state -> changes(state, now));
  }

  /**
   * The history to be noted for a training that continues.
   *
   * @param state the state it continues from
   * @param now the configuration it continues with
   * @param notices told of what changes
   * @return the state's own history and what changes now
   * @throws UserException as above
   */
  ConfigHistory accept(State state, RunConfig now, Consumer<String> notices) {
    List<ConfigChange> changes = changes(state, now);
    if (!changes.isEmpty()) {
      notices.accept(
          "From iteration %d on, as config.yaml says: %s."
              .formatted(state.iteration(), listed(changes)));
    }
    return ConfigHistory.in(state.config()).with(state.iteration(), changes);
  }

  /**
   * Refuses, without consent, to go on in another number of processes: they divide the images of a
   * step into other parts, as another {@code train.accumulate} does.
   *
   * @param newest the state that the training continues from
   * @param now the number of processes
   * @param notices told of another number
   * @throws UserException if there is no consent to another number
   */
  void acceptProcesses(Checkpoint newest, int now, Consumer<String> notices) {
    int before = newest.info().facts().get(TrainingFacts.PROCESSES).orElse(1);
    if (before == now) {
      return;
    }
    if (!allowChanges) {
      throw new UserException(
          "--ranks: %s is of a training in %s, and this is %d; give --ranks %d, or add --allow-changes to train on with other parts of a step."
              .formatted(newest.path(), Counts.of(before, "process", "processes"), now, before));
    }
    notices.accept(
        "From iteration %d on in %s, before in %d."
            .formatted(newest.info().iteration(), Counts.of(now, "process", "processes"), before));
  }

  /** The configuration of a training that ended before its first checkpoint. */
  Optional<State> beforeTheFirstCheckpoint() {
    return configText().map(text -> new State(folder.config(), 0, text));
  }

  /** The keys with another value now; refuses those that must not change. */
  List<ConfigChange> changes(State state, RunConfig now) {
    RunConfig before =
        new RunConfigReader(Map.of(), folder.path().toAbsolutePath())
            .readText("the configuration in " + state.source(), state.config(), List.of());
    RunConfig asked =
        LeftToNetwork.filled(now.withNetwork(Networks.continued(now.network(), before.network())));
    List<ConfigChange> changes = ConfigChange.between(before, asked);
    List<ConfigChange> fixed = new ArrayList<>();
    List<ConfigChange> unwanted = new ArrayList<>();
    ConfigHistory noted = allowChanges ? ConfigHistory.NONE : noted();
    for (ConfigChange change : changes) {
      if (change.freedom() == Freedom.FIXED) {
        fixed.add(change);
      } else if (change.freedom() == Freedom.WITH_CONSENT
          && !allowChanges
          // allowed before, and stopped before the next checkpoint
          && !noted.has(change, state.iteration())) {
        unwanted.add(change);
      }
    }
    refuse(state, fixed, unwanted);
    return changes;
  }

  private static void refuse(State state, List<ConfigChange> fixed, List<ConfigChange> unwanted) {
    if (!fixed.isEmpty() && !unwanted.isEmpty()) {
      throw new UserException(
          "--resume: %s is of other settings, and in a training these cannot change: %s; others can with --allow-changes alone: %s; set all of them as they were, or start anew in another folder."
              .formatted(state.source(), listed(fixed), listed(unwanted)));
    }
    if (!fixed.isEmpty()) {
      throw new UserException(
          "--resume: %s is of other settings, and in a training these cannot change: %s; set them as they were, or start anew in another folder."
              .formatted(state.source(), listed(fixed)));
    }
    if (!unwanted.isEmpty()) {
      throw new UserException(
          "--resume: %s is of other settings: %s; set them as they were, or add --allow-changes to train on with these, as config.yaml will then say."
              .formatted(state.source(), listed(unwanted)));
    }
  }

  private static String listed(List<ConfigChange> changes) {
    return changes.stream().map(ConfigChange::toString).collect(Collectors.joining(", "));
  }

  /** The changes that the folder records, perhaps made since the newest checkpoint. */
  private ConfigHistory noted() {
    try {
      return configText().map(ConfigHistory::in).orElse(ConfigHistory.NONE);
    } catch (UserException noYaml) {
      return ConfigHistory.NONE; // it is about to be written again
    }
  }

  private Optional<String> configText() {
    try {
      return Files.isRegularFile(folder.config())
          ? Optional.of(TextFile.read(folder.config()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UserException(
          folder.config() + " cannot be read; check its permissions, or remove it.", e);
    }
  }

  private static Optional<State> sound(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      return Optional.of(State.of(checkpoint));
    } catch (UserException damaged) {
      return Optional.empty(); // the training itself says so, or falls back to the one before
    }
  }
}
