package dev.icl.modules.train;

import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of a training's state: {@code last.safetensors} with everything needed to continue,
 * {@code last-1.safetensors} as that was one checkpoint earlier, and the backbone alone in {@code
 * final.safetensors} as it is after the last iteration, and in {@code best.safetensors} as it was
 * at the highest validation score.
 *
 * <p>{@code final} is there when the training is at its end, and only then: a training that
 * continues beyond an earlier end removes it first, and it is written before the {@code last} of
 * the end.
 *
 * <p>A method with a pre-training has the best state of that in {@code pretrained.safetensors}, the
 * one before in {@code pretrained-1.safetensors}, and the best after it in {@code
 * best.safetensors}.
 *
 * @param folder made by {@link #prepare}
 * @param description what the run is; iteration and score are filled in
 */
public record CheckpointFolder(Path folder, CheckpointInfo description) {
  /** The value of {@link TrainingFacts#CHOSEN_BY} where the validation score did. */
  public static final String VALIDATION_DICE = "validation_dice";

  /** The value of that fact where there was no choice: the state of the iteration it is of. */
  public static final String NOTHING = "nothing";

  private static final String NEXT = "next.safetensors";

  /** The file to continue from. */
  public Path last() {
    return lastIn(folder);
  }

  /** The file to continue from in a folder of checkpoints. */
  public static Path lastIn(Path folder) {
    return folder.resolve("last.safetensors");
  }

  /** The file of {@link #lastIn} one checkpoint earlier. */
  public static Path previousIn(Path folder) {
    return folder.resolve("last-1.safetensors");
  }

  /** The network after the last iteration, which no score selected: the file to segment with. */
  public Path end() {
    return endIn(folder);
  }

  /** The network after the last iteration in a folder of checkpoints. */
  public static Path endIn(Path folder) {
    return folder.resolve("final.safetensors");
  }

  /** The network of the highest validation score. */
  public Path best() {
    return bestIn(folder);
  }

  /** The network of the highest validation score in a folder of checkpoints. */
  public static Path bestIn(Path folder) {
    return folder.resolve("best.safetensors");
  }

  /** The best state of the pre-training, of methods that have one. */
  Path pretrained() {
    return pretrainedIn(folder);
  }

  private static Path pretrainedIn(Path folder) {
    return folder.resolve("pretrained.safetensors");
  }

  /** The best before that: {@link #last} may be older than the newest one. */
  Path previousPretrained() {
    return folder.resolve("pretrained-1.safetensors");
  }

  /** Whether a folder of checkpoints holds a state to continue from. */
  public static boolean isResumable(Path folder) {
    return Files.exists(lastIn(folder)) || Files.exists(previousIn(folder));
  }

  /**
   * The networks that a training left in a folder of checkpoints, beside its states: that of the
   * end, the best, and the best of a pre-training.
   */
  public static List<Path> networksIn(Path folder) {
    return Stream.of(endIn(folder), bestIn(folder), pretrainedIn(folder))
        .filter(Files::exists)
        .toList();
  }

  /**
   * Whether a training may be at an iteration by the states in its folder of checkpoints: its last
   * one is of that iteration or cannot be read, or there is none. Where the one before is the only
   * one left, the training is at its end if it has the network of that. Looks at headers alone.
   *
   * @param folder of the checkpoints
   * @param iteration that the training may be at
   */
  public static boolean isAt(Path folder, int iteration) {
    if (Files.exists(lastIn(folder))) {
      return iterationOf(lastIn(folder)).orElse(iteration) == iteration;
    }
    // whoever removes the state of the end keeps its network
    return Files.notExists(previousIn(folder)) || Files.exists(endIn(folder));
  }

  private static OptionalInt iterationOf(Path file) {
    try (SafetensorsFile header = SafetensorsFile.open(file)) {
      return OptionalInt.of(Integer.parseInt(header.metadata().getOrDefault("iteration", "")));
    } catch (UserException | NumberFormatException damaged) {
      return OptionalInt.empty(); // whoever needs the file says so
    }
  }

  /**
   * Opens the newest state in a folder of checkpoints that is not damaged. A damaged {@code last}
   * is set aside as {@code last-damaged.safetensors}, so that it does not take the place of the one
   * before at the next checkpoint. One that cannot be read, or not by this release, stays where it
   * is.
   *
   * @param warnings told, in a sentence, if that is not the newest file
   * @throws UserException if there is none, or the newest cannot be read and may be sound
   */
  public static Checkpoint openNewest(Path folder, Consumer<String> warnings) {
    Path last = lastIn(folder);
    Path previous = previousIn(folder);
    try {
      return Checkpoint.open(last);
    } catch (UserException damage) {
      boolean lost = Checkpoint.isDamage(damage) || Files.notExists(last);
      if (!lost || !Files.exists(previous)) {
        throw damage;
      }
      Checkpoint sound = openInstead(previous, damage);
      try {
        warnings.accept(
            "%s The training goes on from the checkpoint before it, %s of iteration %d."
                .formatted(damage.getMessage(), previous, sound.info().iteration()));
        setAside(last);
        return sound;
      } catch (RuntimeException e) {
        sound.close();
        throw e;
      }
    }
  }

  private static Checkpoint openInstead(Path previous, UserException damage) {
    try {
      return Checkpoint.open(previous);
    } catch (UserException alsoDamaged) {
      damage.addSuppressed(alsoDamaged);
      throw damage;
    }
  }

  private static void setAside(Path damaged) {
    try {
      if (Files.exists(damaged)) {
        Files.move(
            damaged,
            damaged.resolveSibling("last-damaged.safetensors"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw AtomicFile.unwritable(damaged, e);
    }
  }

  /**
   * Makes the folder, and removes what a run that was killed left half-written, and the network of
   * an earlier end, from which the training continues.
   *
   * @throws UserException if that is not possible
   */
  public void prepare() {
    try {
      Files.createDirectories(folder);
      AtomicFile.sweep(folder);
      Files.deleteIfExists(folder.resolve(NEXT));
      Files.deleteIfExists(end());
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder, e);
    }
  }

  void saveLast(Variables variables, CheckpointInfo info) {
    requirePresent();
    Path next = folder.resolve(NEXT);
    Checkpoint.save(
        next, variables, variables.specs(), info.with(TrainingFacts.CHOSEN_BY, NOTHING));
    AtomicFile.rotate(next, last(), previousIn(folder));
  }

  /** Saves the best state of a pre-training. */
  void savePretrained(Variables variables, List<VariableSpec> state, CheckpointInfo info) {
    requirePresent();
    Path next = folder.resolve(NEXT);
    Checkpoint.save(next, variables, state, info.with(TrainingFacts.CHOSEN_BY, VALIDATION_DICE));
    AtomicFile.rotate(next, pretrained(), previousPretrained());
  }

  void saveEnd(Variables variables, List<VariableSpec> backbone, CheckpointInfo info) {
    requirePresent();
    Checkpoint.save(end(), variables, backbone, info.with(TrainingFacts.CHOSEN_BY, NOTHING));
  }

  /**
   * @param candidates how many validations of the training have a say in which network is the best
   */
  void saveBest(
      Variables variables, List<VariableSpec> backbone, CheckpointInfo info, int candidates) {
    requirePresent();
    Checkpoint.save(
        best(),
        variables,
        backbone,
        info.with(TrainingFacts.CHOSEN_BY, VALIDATION_DICE)
            .with(TrainingFacts.CANDIDATES, candidates));
  }

  /**
   * Corrects how many validations have a say in which network is the best, after a training went on
   * with another number of them than was planned when the file was written.
   *
   * @param iteration of the best network; a file of another one is about to be replaced
   * @param candidates the number of validations
   */
  void correctCandidates(int iteration, int candidates) {
    if (!Files.isRegularFile(best())) {
      return;
    }
    Checkpoint opened;
    try {
      opened = Checkpoint.open(best());
    } catch (UserException damaged) {
      return; // whoever needs the file says so; the training does not
    }
    Path next = folder.resolve(NEXT);
    try (Checkpoint file = opened) {
      CheckpointInfo info = file.info();
      // a file of an earlier version does not say, and is read so
      if (info.iteration() != iteration
          || info.facts().get(TrainingFacts.CANDIDATES).orElse(candidates) == candidates) {
        return;
      }
      file.copyTo(next, info.with(TrainingFacts.CANDIDATES, candidates));
    }
    // behind the closing: not every system replaces a file that is open
    try {
      Files.move(next, best(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw AtomicFile.unwritable(best(), e);
    }
  }

  /** Refuses a folder whose mount has vanished: it must not be made again on the disk below it. */
  private void requirePresent() {
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          "%s is gone while the training was running; bring it back (is a disk or share no longer mounted?) and go on with --resume."
              .formatted(folder));
    }
  }
}
