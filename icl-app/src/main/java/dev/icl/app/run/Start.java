package dev.icl.app.run;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import dev.icl.data.model.Dataset;
import dev.icl.modules.method.Method;
import dev.icl.modules.train.StartConfig;
import dev.icl.modules.train.StartingWeights;
import dev.icl.modules.train.TrainConfig;
import dev.icl.modules.train.Trainer;
import java.util.function.Consumer;

/** The weights that a training starts with: fresh ones, or those of a file. */
final class Start {
  private final StartConfig config;
  private final Method method;

  /**
   * @param config of the training
   * @param method whose variables take the weights
   */
  Start(TrainConfig config, Method method) {
    this.config = config.start();
    this.method = method;
  }

  /**
   * An early check that the file is there and fits.
   *
   * @throws UserException if not
   */
  void requireFits() {
    if (config.isGiven()) {
      StartingWeights.open(config, method).close();
    }
  }

  /**
   * Makes the variables.
   *
   * @param trainer of the training
   * @param dataset of it
   * @param notices told which file of a folder was taken, if not that of the end, and how it fitted
   * @return the scans that the weights had learned from
   * @throws UserException if a file does not fit, or learned from a scan of validation
   */
  SeenBefore begin(Trainer trainer, Dataset dataset, Consumer<String> notices) {
    if (!config.isGiven()) {
      trainer.initialize();
      return SeenBefore.NOTHING;
    }
    try (StartingWeights weights = StartingWeights.open(config, method, notices)) {
      SeenBefore before = weights.info().map(SeenBefore::of).orElse(SeenBefore.NOTHING);
      before.requireApart(weights.path(), dataset);
      notices.accept(weights.report().toSentence());
      trainer.initialize(weights);
      return before;
    }
  }

  /** The same for a training that continues from a checkpoint, which records it. */
  SeenBefore goingOn(CheckpointInfo newest) {
    return config.isGiven() ? SeenBefore.of(newest) : SeenBefore.NOTHING;
  }
}
