package dev.icl.data.batch;

import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.View;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.augment.Patch;
import dev.icl.data.augment.PatchAugmentation;
import dev.icl.data.model.Slice;
import dev.icl.data.model.Volume;
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

  private final int height;
  private final int width;
  private final List<Geometry> geometries = new ArrayList<>();
  private final int[] gather;
  private final float[] row;
  private final long[] labelRow;

  /** The images of a view, and how their intensities are changed. */
  private record Images(View view, FloatBuffer values, Optional<PatchAugmentation> changes) {
    void put(int at, Patch patch, RandomKey key) {
      values.put(
          at, changes.map(c -> c.apply(patch, key.child(INTENSITIES))).orElse(patch).image());
    }
  }

  /**
   * A view that draws a geometry, the label maps in that geometry, and the views aligned with it.
   */
  private record Geometry(Images own, Optional<LongBuffer> labels, List<Images> aligned) {
    /** Whether pixels are moved and nothing else is done to them. */
    boolean isPlain() {
      return own.changes().isEmpty() && aligned.isEmpty();
    }
  }

  /**
   * @param stream the views
   * @param samples the number of rows of the tensors, at least 1
   * @param settings size of the images
   * @param tensors takes the stream's tensors by name
   */
  StreamBuffer(
      BatchStream stream, int samples, BatchSettings settings, Map<String, HostTensor> tensors) {
    height = settings.height();
    width = settings.width();
    gather = new int[height * width];
    row = new float[width];
    labelRow = new long[width];
    for (View view : stream.views()) {
      HostTensor images =
          HostTensor.zeros(DType.F32, Shape.of(samples, Volume.CHANNELS, height, width));
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
    HostTensor labels = HostTensor.zeros(DType.I64, Shape.of(samples, height, width));
    tensors.put(stream.label(view), labels);
    return Optional.of(labels.bytes().asLongBuffer());
  }

  /**
   * Writes the views of a slice, augmented and resized, to its place.
   *
   * @param sample the row of the tensors
   * @param slice image and label map
   * @param augmentations of the configuration
   * @param key decides the augmentation
   */
  void put(int sample, Slice slice, Augmentations augmentations, RandomKey key) {
    int at = sample * height * width;
    for (Geometry geometry : geometries) {
      RandomKey drawn = key(key, geometry.own().view());
      augmentations.ofSlice(drawn).gather(slice.height(), slice.width(), height, width, gather);
      if (geometry.isPlain() && !augmentations.changesSamples()) {
        putRows(geometry, slice, at);
      } else {
        Patch patch = augmentations.changed(sampled(slice, geometry.labels().isPresent()), drawn);
        geometry.own().put(at, patch, drawn);
        geometry.labels().ifPresent(labels -> putLabels(labels, at, patch.label().orElseThrow()));
        geometry.aligned().forEach(images -> images.put(at, patch, key(key, images.view())));
      }
    }
  }

  /** The random stream of a view of a sample. */
  private static RandomKey key(RandomKey sample, View view) {
    return view.name().equals(View.WEAK) ? sample : sample.child(VIEWS).child(view.name());
  }

  /** The slice at the batch's size in arrays of its own. */
  private Patch sampled(Slice slice, boolean labeled) {
    float[] image = new float[gather.length];
    byte[] label = new byte[labeled ? gather.length : 0];
    for (int i = 0; i < gather.length; i++) {
      image[i] = gather[i] < 0 ? 0 : slice.image()[gather[i]];
      if (labeled) {
        label[i] = gather[i] < 0 ? 0 : slice.label()[gather[i]];
      }
    }
    int[] sizes = {height, width};
    return new Patch(sizes, image, labeled ? Optional.of(label) : Optional.empty());
  }

  private static void putLabels(LongBuffer labels, int at, byte[] label) {
    for (int i = 0; i < label.length; i++) {
      labels.put(at + i, label[i] & 0xff);
    }
  }

  private void putRows(Geometry geometry, Slice slice, int first) {
    int at = first;
    for (int y = 0; y < height; y++, at += width) {
      putImageRow(y, at, slice.image(), geometry.own().values());
      if (geometry.labels().isPresent()) {
        putLabelRow(y, at, slice.label(), geometry.labels().get());
      }
    }
  }

  private void putImageRow(int y, int at, float[] image, FloatBuffer into) {
    for (int x = 0; x < width; x++) {
      int source = gather[y * width + x];
      row[x] = source < 0 ? 0 : image[source];
    }
    into.put(at, row);
  }

  private void putLabelRow(int y, int at, byte[] label, LongBuffer into) {
    for (int x = 0; x < width; x++) {
      int source = gather[y * width + x];
      labelRow[x] = source < 0 ? 0 : label[source] & 0xff;
    }
    into.put(at, labelRow);
  }
}
