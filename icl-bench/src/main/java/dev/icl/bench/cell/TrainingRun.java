package dev.icl.bench.cell;

import dev.icl.app.IclApplication;
import dev.icl.app.config.RunConfig;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.app.run.UntoldEnd;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.TrainingSummary;
import java.nio.file.Files;

/** A training in a cell's folder, which continues where an earlier process of the cell ended. */
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
      new UntoldEnd(folder).removeSetAside();
    }
    return ended;
  }

  private boolean train(Training training) {
    RunConfig config = context.cell().config();
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
}
