package dev.icl.data.batch;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.model.LabeledSplit;

/**
 * Which slices are in the batch of an iteration, and how each is augmented: a function of the key
 * and the iteration alone.
 *
 * <p>Labelled and unlabelled slices are two endless streams, each reshuffled once it has been gone
 * through, as the {@code TwoStreamBatchSampler} of the authors' program does; theirs drops what
 * does not fill a batch at the end of an epoch, ours goes on into the next.
 */
final class BatchPlan {
  private final int labeledBatch;
  private final int unlabeledBatch;
  private final EpochStream labeled;
  private final EpochStream unlabeled;
  private final RandomKey augmentKey;

  /**
   * @throws UserException if a stream that batches draw from is empty
   */
  BatchPlan(LabeledSplit split, int labeledBatch, int unlabeledBatch, RandomKey key) {
    if (labeledBatch > 0 && split.labeled().isEmpty()) {
      throw new UserException(
          "train.labeled_batch is "
              + labeledBatch
              + ", but no training slice is labelled: set data.labeled to 1 or more, or"
              + " train.labeled_batch to 0.");
    }
    if (unlabeledBatch > 0 && split.unlabeled().isEmpty()) {
      throw new UserException(
          "train.unlabeled_batch is "
              + unlabeledBatch
              + ", but every training slice is labelled: lower data.labeled, or set"
              + " train.unlabeled_batch to 0.");
    }
    this.labeledBatch = labeledBatch;
    this.unlabeledBatch = unlabeledBatch;
    this.labeled = new EpochStream(split.labeled(), key.child("labeled"));
    this.unlabeled = new EpochStream(split.unlabeled(), key.child("unlabeled"));
    this.augmentKey = key.child("augment");
  }

  /** How many slices a batch has. */
  int size() {
    return labeledBatch + unlabeledBatch;
  }

  /** The training slice at a place of a batch; labelled ones come first. */
  int slice(int iteration, int place) {
    return place < labeledBatch
        ? labeled.at((long) iteration * labeledBatch + place)
        : unlabeled.at((long) iteration * unlabeledBatch + place - labeledBatch);
  }

  /** Decides the augmentation of the slice at a place of a batch. */
  RandomKey augmentation(int iteration, int place) {
    return augmentKey.child(iteration).child(place);
  }
}
