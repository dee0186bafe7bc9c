package dev.icl.data.batch;

import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.View;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.augment.SampleAugmentation;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleSource;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The memory of one stream of a batch: images of all its views. Used by one thread at a time. */
final class StreamBuffer {
  private static final String VIEWS = "views";
  private static final String INTENSITIES = "intensities";

  private final ImageShape shape;
  private final Sampler sampler;
  private final List<Geometry> geometries = new ArrayList<>();
  private final int[] gather;
  private final float[] row;
  private final long[] labelRow;

  /** The images of a view, and how their intensities are changed. */
  private record Images(View view, FloatBuffer values, Optional<SampleAugmentation> changes) {
    void put(int at, Sample sample, RandomKey key) {
      values.put(
          at, changes.map(c -> c.apply(sample, key.child(INTENSITIES))).orElse(sample).image());
    }
  }

  /**
   * A view that draws a geometry, the label maps in that geometry, and the views aligned with it.
   */
  private record Geometry(Images own, Optional<LongBuffer> labels, List<Images> aligned) {
    /** Whether voxels are moved and nothing else is done to them. */
    boolean isPlain() {
      return own.changes().isEmpty() && aligned.isEmpty();
    }
  }

  /**
   * @param stream the views
   * @param samples the number of rows of the tensors, at least 1
   * @param shape of an image
   * @param sampler decides which voxels of a sample an image shows
   * @param tensors takes the stream's tensors by name
   */
  StreamBuffer(
      BatchStream stream,
      int samples,
      ImageShape shape,
      Sampler sampler,
      Map<String, HostTensor> tensors) {
    this.shape = shape;
    this.sampler = sampler;
    gather = new int[shape.voxels()];
    row = new float[shape.row()];
    labelRow = new long[shape.row()];
    for (View view : stream.views()) {
      HostTensor images = HostTensor.zeros(DType.F32, shape.images(samples));
      tensors.put(stream.image(view), images);
      Images place =
          new Images(
              view,
              images.bytes().asFloatBuffer(),
              view.intensities().map(Augmentations::intensities));
      if (view.alignedWith().isPresent()) {
        geometry(view.alignedWith().get()).aligned().add(place);
      } else {
        geometries.add(
            new Geometry(place, labels(stream, view, samples, tensors), new ArrayList<>()));
      }
    }
  }

  private Geometry geometry(String view) {
    return geometries.stream()
        .filter(geometry -> geometry.own().view().name().equals(view))
        .findFirst()
        .orElseThrow();
  }

  private Optional<LongBuffer> labels(
      BatchStream stream, View view, int samples, Map<String, HostTensor> tensors) {
    if (stream.pool() != BatchStream.Pool.LABELED) {
      return Optional.empty();
    }
    HostTensor labels = HostTensor.zeros(DType.I64, shape.labels(samples));
    tensors.put(stream.label(view), labels);
    return Optional.of(labels.bytes().asLongBuffer());
  }

  /**
   * Writes the views of a sample, augmented and at the batch's size, to its place.
   *
   * @param place the row of the tensors
   * @param source of image and label map
   * @param augmentations of the configuration
   * @param key decides the augmentation
   */
  void put(int place, SampleSource source, Augmentations augmentations, RandomKey key) {
    int imageAt = place * shape.values();
    int labelAt = place * shape.voxels();
    for (Geometry geometry : geometries) {
      RandomKey drawn = key(key, geometry.own().view());
      boolean labeled = geometry.labels().isPresent();
      Optional<Sample> interpolated = sampler.interpolated(source, drawn, labeled);
      if (interpolated.isEmpty() && geometry.isPlain() && !augmentations.changesSamples()) {
        Sample sample = sampler.gather(source, drawn, gather);
        putImage(sample.image(), sample.voxels(), imageAt, geometry.own().values());
        geometry
            .labels()
            .ifPresent(labels -> putLabel(sample.label().orElseThrow(), labelAt, labels));
      } else {
        Sample image = interpolated.orElseGet(() -> gathered(source, drawn, labeled));
        Sample changed = augmentations.changed(image, drawn);
        geometry.own().put(imageAt, changed, drawn);
        geometry
            .labels()
            .ifPresent(labels -> putLabels(labels, labelAt, changed.label().orElseThrow()));
        geometry.aligned().forEach(images -> images.put(imageAt, changed, key(key, images.view())));
      }
    }
  }

  /** The sample at the batch's size in arrays of its own. */
  private Sample gathered(SampleSource source, RandomKey key, boolean labeled) {
    Sample sample = sampler.gather(source, key, gather);
    return GatheredSample.of(sample, gather, shape.patch(), labeled);
  }

  /** The random stream of a view of a sample. */
  private static RandomKey key(RandomKey sample, View view) {
    return view.name().equals(View.WEAK) ? sample : sample.child(VIEWS).child(view.name());
  }

  private static void putLabels(LongBuffer labels, int at, byte[] label) {
    for (int i = 0; i < label.length; i++) {
      labels.put(at + i, label[i] & 0xff);
    }
  }

  private void putImage(float[] image, int voxels, int to, FloatBuffer into) {
    int at = to;
    for (int first = 0; first < shape.channels() * voxels; first += voxels) {
      for (int i = 0; i < gather.length; i += row.length, at += row.length) {
        for (int x = 0; x < row.length; x++) {
          int source = gather[i + x];
          row[x] = source < 0 ? 0 : image[first + source];
        }
        into.put(at, row);
      }
    }
  }

  private void putLabel(byte[] label, int to, LongBuffer into) {
    for (int i = 0; i < gather.length; i += labelRow.length) {
      for (int x = 0; x < labelRow.length; x++) {
        int source = gather[i + x];
        labelRow[x] = source < 0 ? 0 : label[source] & 0xff;
      }
      into.put(to + i, labelRow);
    }
  }
}
