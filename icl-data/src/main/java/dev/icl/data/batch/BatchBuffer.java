package dev.icl.data.batch;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.sample.SampleSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory of one batch, refilled for every batch it serves. Used by one thread at a time. */
final class BatchBuffer {
  private final Map<String, HostTensor> tensors = new LinkedHashMap<>();
  private final List<StreamBuffer> streams = new ArrayList<>();
  private final int[] firsts;
  private final String[] names;

  /**
   * @param settings sizes and views
   * @param channels of an image
   */
  BatchBuffer(BatchSettings settings, int channels) {
    ImageShape shape = new ImageShape(channels, settings.patch());
    List<BatchStream> requested = settings.drawn();
    firsts = new int[requested.size()];
    int first = 0;
    for (int i = 0; i < firsts.length; i++) {
      BatchStream stream = requested.get(i);
      int samples = settings.samples(stream);
      streams.add(
          new StreamBuffer(stream, samples, shape, settings.sampler(stream.pool()), tensors));
      firsts[i] = first;
      first += samples;
    }
    names = new String[first];
  }

  /**
   * Writes a sample, augmented and at the batch's size, to its place in all views of a stream.
   *
   * @param stream the number of the stream
   * @param place its row there
   * @param source of image and label map
   * @param augmentations of the configuration
   * @param key decides the augmentation
   */
  void put(int stream, int place, SampleSource source, Augmentations augmentations, RandomKey key) {
    names[firsts[stream] + place] = source.id().name();
    streams.get(stream).put(place, source, augmentations, key);
  }

  /** The batch of what was put since the last one, over this memory. */
  Batch batch(int iteration) {
    return new Batch(
        iteration, Collections.unmodifiableMap(tensors), List.copyOf(Arrays.asList(names)));
  }
}
