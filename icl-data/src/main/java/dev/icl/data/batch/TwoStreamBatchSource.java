package dev.icl.data.batch;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchSource;
import dev.icl.core.random.RandomKey;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.LabeledSplit;
import dev.icl.data.sample.SampleSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of labelled and unlabelled samples, augmented, brought to one size and prepared ahead by
 * background threads. Order and content depend on the key and the iteration alone, regardless of
 * the number of threads.
 *
 * <p>Tensors are those of the {@link dev.icl.core.batch.BatchRequest}: images float32 {@code [N,
 * channels, patch...]}, label maps int64 {@code [N, patch...]}; unless more is asked for, {@link
 * Batch#IMAGE_LABELED}, {@link Batch#LABEL_LABELED} and {@link Batch#IMAGE_UNLABELED}. Those of a
 * stream without samples are absent. They live in a ring of buffers: a batch is valid until the
 * following call of {@link #next()} returns.
 */
public final class TwoStreamBatchSource implements BatchSource {
  private final Dataset dataset;
  private final BatchPlan plan;
  private final Augmentations augment;
  private final PrefetchRing<BatchBuffer> ring;

  private TwoStreamBatchSource(
      Dataset dataset, BatchPlan plan, Augmentations augment, PrefetchRing<BatchBuffer> ring) {
    this.dataset = dataset;
    this.plan = plan;
    this.augment = augment;
    this.ring = ring;
  }

  /**
   * Starts preparing batches.
   *
   * @param dataset the dataset that samples are read from
   * @param split the labelled and the unlabelled samples
   * @param settings sizes and threads
   * @param key decides the order of the samples and their augmentation
   * @throws dev.icl.core.error.UserException if a stream that batches draw from is empty
   */
  public static TwoStreamBatchSource start(
      Dataset dataset, LabeledSplit split, BatchSettings settings, RandomKey key) {
    BatchPlan plan = new BatchPlan(split, settings, key);
    List<BatchBuffer> buffers = new ArrayList<>();
    // One with the trainer, one ready, one being filled by each worker.
    for (int i = 0; i < settings.workers() + 2; i++) {
      buffers.add(new BatchBuffer(settings, dataset.channels()));
    }
    PrefetchRing<BatchBuffer> ring = new PrefetchRing<>(buffers, settings.startIteration());
    TwoStreamBatchSource source = new TwoStreamBatchSource(dataset, plan, settings.augment(), ring);
    ring.start(settings.workers(), source::fill);
    return source;
  }

  private void fill(int iteration, BatchBuffer buffer) {
    for (int stream = 0; stream < plan.streams(); stream++) {
      for (int place = 0; place < plan.samples(stream); place++) {
        SampleSource sample = dataset.trainingSource(plan.drawn(iteration, stream, place));
        buffer.put(stream, place, sample, augment, plan.augmentation(iteration, stream, place));
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the source is closed
   */
  @Override
  public Batch next() {
    PrefetchRing.Ready<BatchBuffer> ready = ring.next();
    return ready.buffer().batch(ready.iteration());
  }

  /** The time that {@link #next()} has waited so far. */
  public WaitStatistics waited() {
    return ring.waited();
  }

  @Override
  public void close() {
    ring.close();
  }
}
