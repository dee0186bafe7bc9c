package dev.icl.app.plan;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.modules.method.BatchCheck;
import dev.icl.modules.train.TrainConfig;

/** The division of a step's images among the processes of a training. */
public final class ImageShares {
  private ImageShares() {}

  /**
   * Refuses batches that cannot be divided.
   *
   * @param train the settings of the training, with the batch of all processes together
   * @param processes at least 1
   * @throws UserException if processes and micro-batches do not divide the numbers of images
   */
  public static void require(TrainConfig train, int processes) {
    int accumulate = train.memory().accumulate();
    int parts = processes * accumulate;
    BatchShape batch = train.batch();
    if (batch.labeledBatch() % parts != 0 || batch.unlabeledBatch() % parts != 0) {
      throw new UserException(
          "--ranks: %s%s must divide train.labeled_batch and train.unlabeled_batch, which are %d and %d; choose multiples of %d."
              .formatted(
                  Counts.of(processes, "process", "processes"),
                  accumulate == 1 ? "" : " times train.accumulate " + accumulate,
                  batch.labeledBatch(),
                  batch.unlabeledBatch(),
                  parts));
    }
  }

  /**
   * Refuses batches whose parts are too small, or odd, for a method.
   *
   * @param plan of the training
   * @param processes at least 1
   * @throws UserException as above, and if a micro-batch is none for the method
   */
  static void require(TrainingPlan plan, int processes) {
    TrainConfig train = plan.config().train();
    require(train, processes);
    int parts = processes * train.memory().accumulate();
    BatchShape part = train.batch().part(parts);
    if (parts > 1 && plan.method().pairsImages() && part.unlabeledBatch() % 2 != 0) {
      throw new UserException(
          "--ranks: %s combines half of the images with the other half, so each of the %d parts of a step must have an even number of unlabelled images, but it has %d; raise train.unlabeled_batch."
              .formatted(plan.method().name(), parts, part.unlabeledBatch()));
    }
    BatchCheck.require(plan.method(), part, plan.dataset().channels());
  }
}
