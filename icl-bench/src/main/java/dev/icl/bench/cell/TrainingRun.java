package dev.icl.bench.cell;

import dev.icl.bench.app.IclApplication;
import dev.icl.bench.run.RunFolder;
import dev.icl.bench.run.Supervision;
import dev.icl.bench.run.Training;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.config.RunConfig;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.TrainingSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A training in a cell's folder, which goes on where an earlier process of the cell ended. */
final class TrainingRun {
  private final CellContext context;
  private final RunFolder folder;
  private final double share;

  /**
   * @param folder of the training
   * @param share of the cell's work that the training is
   */
  TrainingRun(CellContext context, RunFolder folder, double share) {
    this.context = context;
    this.folder = folder;
    this.share = share;
  }

  /** Trains; says whether it came to the end, which it may have come to before. */
  boolean run(Training training) {
    boolean ended = Files.exists(folder.summary()) || train(training);
    if (ended) {
      // the last checkpoint is of the end again
      removeSetAside();
    }
    return ended;
  }

  private boolean train(Training training) {
    RunConfig config = context.cell().config();
    stepBackFromTheEnd(config.train().iterations());
    boolean resume = CheckpointFolder.isResumable(folder.checkpoints());
    Supervision supervision =
        new Supervision(
            step -> {
              context.steps().onStep(step);
              context.progress().accept(share * step.iteration() / step.iterations());
            },
            context.warnings(),
            context.stop());
    try (IclApplication application =
        IclApplication.start(config, context.plugins(), context.permissions())) {
      TrainingSummary summary = training.run(application.engine(), folder, resume, supervision);
      return summary.iterations() == config.train().iterations();
    }
  }

  /**
   * A process that ended between its last checkpoint and its summary left nothing to go on with;
   * some of the last steps are made again, and with them the summary. The last checkpoint is set
   * aside until then.
   */
  private void stepBackFromTheEnd(int iterations) {
    Path last = folder.last();
    if (!Files.exists(last)) {
      return;
    }
    try (Checkpoint checkpoint = Checkpoint.open(last)) {
      if (checkpoint.info().iteration() < iterations) {
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

  private Path setAside() {
    return folder.checkpoints().resolve("last-complete.safetensors");
  }

  private void removeSetAside() {
    try {
      Files.deleteIfExists(setAside());
    } catch (IOException e) {
      throw AtomicFile.unwritable(setAside(), e);
    }
  }

  /** A training that is too short for two checkpoints has none before the last, and starts anew. */
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
