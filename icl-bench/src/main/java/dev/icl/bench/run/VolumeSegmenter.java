package dev.icl.bench.run;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.Edge;
import dev.icl.data.augment.NearestZoom;
import dev.icl.data.model.Volume;
import dev.icl.modules.train.Predictor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Segments volumes slice by slice with a 2-D network, as the authors do: every slice is resized to
 * the training size with the nearest neighbour, and its label map back to the slice's own size.
 */
final class VolumeSegmenter {
  /** Few enough that validation needs less memory than the training step that it interrupts. */
  private static final int SLICES_AT_ONCE = 4;

  private final Predictor predictor;
  private final int height;
  private final int width;

  /**
   * @param patch rows and columns the network was trained on
   */
  VolumeSegmenter(Predictor predictor, List<Integer> patch) {
    this.predictor = predictor;
    this.height = patch.get(0);
    this.width = patch.get(1);
  }

  /** The class of every voxel as an unsigned byte, {@code [slices, height, width]} in C order. */
  byte[] segment(Volume volume) {
    int voxels = volume.height() * volume.width();
    byte[] labels = new byte[volume.slices() * voxels];
    for (int first = 0; first < volume.slices(); first += SLICES_AT_ONCE) {
      int count = Math.min(SLICES_AT_ONCE, volume.slices() - first);
      ByteBuffer predicted = predictor.predict(images(volume, first, count)).bytes();
      for (int i = 0; i < count; i++) {
        byte[] map = new byte[height * width];
        predicted.get(map);
        byte[] restored =
            NearestZoom.label(map, height, width, volume.height(), volume.width(), Edge.CLAMP);
        System.arraycopy(restored, 0, labels, (first + i) * voxels, voxels);
      }
    }
    return labels;
  }

  /** Slices at the network's size, float32 {@code [count, 1, height, width]}. */
  private HostTensor images(Volume volume, int first, int count) {
    HostTensor images = HostTensor.zeros(DType.F32, Shape.of(count, 1, height, width));
    FloatBuffer to = images.bytes().asFloatBuffer();
    for (int i = 0; i < count; i++) {
      float[] slice = volume.sliceImage(first + i);
      to.put(NearestZoom.image(slice, volume.height(), volume.width(), height, width, Edge.ZERO));
    }
    return images;
  }
}
