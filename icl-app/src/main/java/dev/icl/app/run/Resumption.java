package dev.icl.app.run;

import dev.icl.app.config.ConfigChange;
import dev.icl.app.config.ConfigHistory;
import dev.icl.app.config.Freedom;
import dev.icl.app.config.LeftToNetwork;
import dev.icl.app.config.PretrainedChoice;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
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
  /** The name of the number of processes beside the keys. */
  private static final String RANKS = "--ranks";

  private static final String VALIDATE_EVERY = "train.validate_every";

  /**
   * The state of a training that a folder holds.
   *
   * @param source the file that says so
   * @param iteration how many steps were made
   * @param config the configuration they were made with, its history included
   * @param processes that made them together; 0 where nobody did any yet
   */
  record State(Path source, int iteration, String config, int processes) {
    static State of(Checkpoint checkpoint) {
      return new State(
          checkpoint.path(),
          checkpoint.info().iteration(),
          checkpoint.info().config(),
          checkpoint.info().facts().get(TrainingFacts.PROCESSES).orElse(1));
    }
  }

  /**
   * Finds what would be refused later before anything else is read.
   *
   * @param now the configuration to continue with
   * @param processes that continue together
   * @throws UserException with every key that must not change, or only with consent; the number of
   *     processes is such a one, since they divide the images of a step into other parts, unless
   *     the training has ended; or if it could only begin again, and would replace what it left
   */
  public void check(RunConfig now, int processes) {
    if (!CheckpointFolder.isResumable(folder.checkpoints())
        && !folder.isTold(now.train().iterations())) {
      new HeldTraining(folder).requireNothingReplaced();
    }
    sound(CheckpointFolder.lastIn(folder.checkpoints()))
        .or(() -> sound(CheckpointFolder.previousIn(folder.checkpoints())))
        .or(this::beforeTheFirstCheckpoint)
        .ifPresent(state -> changes(state, now, processes));
  }

  /**
   * The history to be noted for a training that continues.
   *
   * @param state the state it continues from
   * @param now the configuration it continues with
   * @param processes that continue together
   * @param notices told of what changes
   * @return the state's own history and what changes now
   * @throws UserException as above
   */
  ConfigHistory accept(State state, RunConfig now, int processes, Consumer<String> notices) {
    List<ConfigChange> changes = changes(state, now, processes);
    if (!changes.isEmpty()) {
      notices.accept(
          "From iteration %d on, as config.yaml says: %s."
              .formatted(state.iteration(), listed(changes)));
    }
    return ConfigHistory.in(state.config()).with(state.iteration(), changes);
  }

  /** The configuration of a training that ended before its first checkpoint. */
  Optional<State> beforeTheFirstCheckpoint() {
    return configText().map(text -> new State(folder.config(), 0, text, 0));
  }

  /** The keys with another value now; refuses those that must not change. */
  List<ConfigChange> changes(State state, RunConfig now, int processes) {
    RunConfig before =
        new RunConfigReader(Map.of(), folder.path().toAbsolutePath())
            .readText("the configuration in " + state.source(), state.config(), List.of());
    RunConfig asked =
        LeftToNetwork.filled(now.withNetwork(Networks.continued(now.network(), before.network())));
    List<ConfigChange> changes = new ArrayList<>(ConfigChange.between(before, asked));
    boolean ended = folder.isTold(now.train().iterations());
    if (!ended && state.processes() > 0 && state.processes() != processes) {
      changes.add(
          new ConfigChange(
              RANKS, Integer.toString(state.processes()), Integer.toString(processes)));
    }
    List<ConfigChange> fixed = new ArrayList<>();
    List<ConfigChange> unwanted = new ArrayList<>();
    ConfigHistory noted = allowChanges ? ConfigHistory.NONE : noted();
    for (ConfigChange change : changes) {
      Freedom freedom = freedom(change, state, before);
      if (freedom == Freedom.FIXED) {
        fixed.add(change);
      } else if (freedom == Freedom.WITH_CONSENT
          && !allowChanges
          // allowed before, and stopped before the next checkpoint
          && !noted.has(change, state.iteration())) {
        unwanted.add(change);
      }
    }
    refuse(state, fixed, unwanted);
    return changes;
  }

  private static Freedom freedom(ConfigChange change, State state, RunConfig before) {
    boolean decides =
        change.key().equals(RANKS)
            || (change.key().equals(VALIDATE_EVERY)
                && PretrainedChoice.isOpen(before, state.iteration()));
    return decides ? Freedom.WITH_CONSENT : change.freedom();
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
