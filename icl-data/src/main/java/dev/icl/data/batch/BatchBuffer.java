package dev.icl.data.batch;

import dev.icl.core.batch.Batch;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.augment.Patch;
import dev.icl.data.model.Slice;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The memory of one batch, filled anew for every batch it serves. Used by one thread at a time. */
final class BatchBuffer {
  private final int labeledBatch;
  private final int height;
  private final int width;
  private final Map<String, HostTensor> tensors = new LinkedHashMap<>();
  private final FloatBuffer labeledImages;
  private final LongBuffer labels;
  private final FloatBuffer unlabeledImages;
  private final String[] names;
  private final int[] gather;
  private final float[] row;
  private final long[] labelRow;

  BatchBuffer(BatchSettings settings) {
    labeledBatch = settings.labeledBatch();
    height = settings.height();
    width = settings.width();
    labeledImages = images(Batch.IMAGE_LABELED, labeledBatch);
    labels = labels(Batch.LABEL_LABELED, labeledBatch);
    unlabeledImages = images(Batch.IMAGE_UNLABELED, settings.unlabeledBatch());
    names = new String[labeledBatch + settings.unlabeledBatch()];
    gather = new int[height * width];
    row = new float[width];
    labelRow = new long[width];
  }

  private FloatBuffer images(String name, int count) {
    if (count == 0) {
      return FloatBuffer.allocate(0);
    }
    HostTensor tensor = HostTensor.zeros(DType.F32, Shape.of(count, 1, height, width));
    tensors.put(name, tensor);
    return tensor.bytes().asFloatBuffer();
  }

  private LongBuffer labels(String name, int count) {
    if (count == 0) {
      return LongBuffer.allocate(0);
    }
    HostTensor tensor = HostTensor.zeros(DType.I64, Shape.of(count, height, width));
    tensors.put(name, tensor);
    return tensor.bytes().asLongBuffer();
  }

  /**
   * Writes a slice, augmented and resized, to its place; labelled ones come first.
   *
   * @param key decides the augmentation
   */
  void put(int place, Slice slice, Augmentations augmentations, RandomKey key) {
    names[place] = slice.id().name();
    augmentations.ofSlice(key).gather(slice.height(), slice.width(), height, width, gather);
    boolean labeled = place < labeledBatch;
    int at = (labeled ? place : place - labeledBatch) * height * width;
    if (augmentations.changesSamples()) {
      putPatch(augmentations.changed(sampled(slice, labeled), key), at);
      return;
    }
    for (int y = 0; y < height; y++, at += width) {
      putImageRow(y, at, slice.image(), labeled ? labeledImages : unlabeledImages);
      if (labeled) {
        putLabelRow(y, at, slice.label());
      }
    }
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

  private void putPatch(Patch patch, int at) {
    (patch.label().isPresent() ? labeledImages : unlabeledImages).put(at, patch.image());
    patch
        .label()
        .ifPresent(
            label -> {
              for (int i = 0; i < label.length; i++) {
                labels.put(at + i, label[i] & 0xff);
              }
            });
  }

  private void putImageRow(int y, int at, float[] image, FloatBuffer into) {
    for (int x = 0; x < width; x++) {
      int source = gather[y * width + x];
      row[x] = source < 0 ? 0 : image[source];
    }
    into.put(at, row);
  }

  private void putLabelRow(int y, int at, byte[] label) {
    for (int x = 0; x < width; x++) {
      int source = gather[y * width + x];
      labelRow[x] = source < 0 ? 0 : label[source] & 0xff;
    }
    labels.put(at, labelRow);
  }

  /** What was put since the last batch, over this memory. */
  Batch batch(int iteration) {
    return new Batch(
        iteration, Collections.unmodifiableMap(tensors), List.copyOf(Arrays.asList(names)));
  }
}
