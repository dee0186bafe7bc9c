package dev.icl.data.batch;

import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.BatchStream.Pool;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.model.LabeledSplit;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples in the batch of an iteration and their augmentation: a function of the key and the
 * iteration alone.
 *
 * <p>Every stream is endless and reshuffled once it has been gone through, as the {@code
 * TwoStreamBatchSampler} of the authors' program does; theirs drops what does not fill a batch at
 * the end of an epoch, ours continues into the next.
 */
final class BatchPlan {
  private static final String MORE_STREAMS = "streams";

  private final List<Part> parts = new ArrayList<>();
  private final RandomKey augmentKey;

  /** The samples of one stream, and where they are among all of a batch. */
  private record Part(EpochStream order, int samples, int first) {}

  /**
   * @throws UserException if a stream that batches draw from is empty
   */
  BatchPlan(LabeledSplit split, BatchSettings settings, RandomKey key) {
    int first = 0;
    for (BatchStream stream : settings.drawn()) {
      List<Integer> places = stream.pool() == Pool.LABELED ? split.labeled() : split.unlabeled();
      requireAny(stream.pool(), places, settings);
      int samples = settings.samples(stream);
      parts.add(new Part(new EpochStream(places, key(key, stream)), samples, first));
      first += samples;
    }
    this.augmentKey = key.child("augment");
  }

  private static void requireAny(Pool pool, List<Integer> places, BatchSettings settings) {
    if (places.isEmpty() && pool == Pool.LABELED) {
      throw new UserException(
          "train.labeled_batch is "
              + settings.labeledBatch()
              + ", but no training scan is labelled: set data.labeled to 1 or more.");
    }
    if (places.isEmpty()) {
      throw new UserException(
          "train.unlabeled_batch is "
              + settings.unlabeledBatch()
              + ", but every training scan is labelled: lower data.labeled, or set"
              + " train.unlabeled_batch to 0.");
    }
  }

  private static RandomKey key(RandomKey root, BatchStream stream) {
    boolean usual =
        stream.name().equals(BatchStream.LABELED) || stream.name().equals(BatchStream.UNLABELED);
    return usual ? root.child(stream.name()) : root.child(MORE_STREAMS).child(stream.name());
  }

  /** The number of streams of a batch. */
  int streams() {
    return parts.size();
  }

  /** The number of samples that a batch has of a stream. */
  int samples(int stream) {
    return parts.get(stream).samples();
  }

  /** The training sample at a place of a stream of a batch. */
  int drawn(int iteration, int stream, int sample) {
    Part part = parts.get(stream);
    return part.order().at((long) iteration * part.samples() + sample);
  }

  /** Decides the augmentation of the sample at a place of a stream of a batch. */
  RandomKey augmentation(int iteration, int stream, int sample) {
    return augmentKey.child(iteration).child(parts.get(stream).first() + sample);
  }
}
