package dev.icl.modules.method;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.error.UserException;

/** The rules for the batches of methods that combine images. */
final class BatchRules {
  private BatchRules() {}

  /**
   * Interpolation mixes one half of the unlabelled images with the other.
   *
   * @throws UserException if their number is odd
   */
  static void requireEven(String method, BatchShape batch) {
    if (batch.unlabeledBatch() % 2 != 0) {
      throw new UserException(
          "train.unlabeled_batch: %s mixes half of the unlabelled images with the other half, so it must be even, but it is %d."
              .formatted(method, batch.unlabeledBatch()));
    }
  }

  /**
   * Copy-paste pairs the halves of both streams with one another.
   *
   * @throws UserException if they are not one even number
   */
  static void requirePairs(String method, BatchShape batch) {
    int labeled = batch.labeledBatch();
    if (labeled != batch.unlabeledBatch() || labeled % 2 != 0) {
      throw new UserException(
          "train.labeled_batch: %s pastes half of the images into the other half, so train.labeled_batch and train.unlabeled_batch must be one even number, but they are %d and %d."
              .formatted(method, labeled, batch.unlabeledBatch()));
    }
  }
}
