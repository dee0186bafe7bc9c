package dev.icl.modules.train;

import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a training keeps its state: {@code last.safetensors} with everything it takes to go on, and
 * {@code best.safetensors} with the backbone of the highest validation score, alone.
 *
 * @param folder made when the first file is written
 * @param description what the run is; iteration and score are filled in
 */
public record CheckpointFolder(Path folder, CheckpointInfo description) {
  /** The fact of a checkpoint that tells what chose it among all iterations. */
  public static final String CHOSEN_BY = "chosen_by";

  /** The value of that fact where the validation score did. */
  public static final String VALIDATION_DICE = "validation_dice";

  /** The file to go on from. */
  public Path last() {
    return lastIn(folder);
  }

  /** The file to go on from in a folder of checkpoints. */
  public static Path lastIn(Path folder) {
    return folder.resolve("last.safetensors");
  }

  /** The file to segment with. */
  public Path best() {
    return folder.resolve("best.safetensors");
  }

  void saveLast(Variables variables, CheckpointInfo info) {
    Checkpoint.save(last(), variables, variables.specs(), info.with(CHOSEN_BY, "nothing"));
  }

  void saveBest(Variables variables, List<VariableSpec> backbone, CheckpointInfo info) {
    Checkpoint.save(best(), variables, backbone, info.with(CHOSEN_BY, VALIDATION_DICE));
  }
}
