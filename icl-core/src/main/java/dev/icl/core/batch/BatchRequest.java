package dev.icl.core.batch;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The inputs that a training method wants of a batch, declared once: streams of samples and the
 * views in which it sees them. The data side draws them, a function of seed and iteration alone.
 *
 * <pre>{@code
 * new BatchRequest(
 *     BatchStream.labeled(View.weak()),
 *     BatchStream.unlabeled(View.weak(), View.strong("s1"), View.strong("s2")),
 *     BatchStream.moreUnlabeled("partners", View.weak()))
 * }</pre>
 *
 * <p>gives the tensors {@code image_labeled}, {@code label_labeled}, {@code image_unlabeled},
 * {@code image_unlabeled_s1}, {@code image_unlabeled_s2} and {@code image_partners}.
 *
 * @param streams at least one, in the order in which a batch lists its cases
 */
public record BatchRequest(List<BatchStream> streams) {
  /**
   * @throws IllegalArgumentException if there is no stream, or two have one name
   */
  public BatchRequest {
    streams = List.copyOf(streams);
    Set<String> names = new HashSet<>();
    for (BatchStream stream : streams) {
      if (!names.add(stream.name())) {
        throw new IllegalArgumentException("two streams '" + stream.name() + "'");
      }
    }
    if (streams.isEmpty()) {
      throw new IllegalArgumentException("a batch of no stream");
    }
  }

  /** The same, one by one. */
  public BatchRequest(BatchStream... streams) {
    this(List.of(streams));
  }

  /** Labelled and unlabelled samples, one weak view of each: what most methods want. */
  public static BatchRequest labeledAndUnlabeled() {
    return new BatchRequest(BatchStream.labeled(View.weak()), BatchStream.unlabeled(View.weak()));
  }

  /** One weak view of labelled samples alone. */
  public static BatchRequest labeledOnly() {
    return new BatchRequest(BatchStream.labeled(View.weak()));
  }

  /** The same, but as many samples as other methods take labelled and unlabelled ones together. */
  public static BatchRequest labeledInPlaceOfBoth() {
    return new BatchRequest(
        new BatchStream(
            BatchStream.LABELED,
            BatchStream.Pool.LABELED,
            BatchStream.Size.BOTH_BATCHES,
            List.of(View.weak())));
  }

  /** Whether it draws from some samples. */
  public boolean draws(BatchStream.Pool pool) {
    return streams.stream().anyMatch(stream -> stream.pool() == pool);
  }

  /**
   * The number of samples of a pool that a step takes; views of one sample count once.
   *
   * @param pool the pool of samples
   * @param labeledBatch {@code train.labeled_batch}
   * @param unlabeledBatch {@code train.unlabeled_batch}
   */
  public int samples(BatchStream.Pool pool, int labeledBatch, int unlabeledBatch) {
    return streams.stream()
        .filter(stream -> stream.pool() == pool)
        .mapToInt(stream -> stream.size().of(labeledBatch, unlabeledBatch))
        .sum();
  }

  /** The names of all its tensors, images and label maps. */
  public Set<String> tensors() {
    Set<String> names = new LinkedHashSet<>();
    for (BatchStream stream : streams) {
      for (View view : stream.views()) {
        names.add(stream.image(view));
        if (stream.pool() == BatchStream.Pool.LABELED) {
          names.add(stream.label(view));
        }
      }
    }
    return names;
  }
}
