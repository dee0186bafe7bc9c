package dev.icl.data.batch;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import java.util.List;

/** The sizes of the images of a batch. */
final class ImageShape {
  private final int channels;
  private final Shape patch;
  private final int voxels;

  /**
   * @param channels of an image
   * @param patch sizes of its spatial axes, slowest first
   */
  ImageShape(int channels, List<Integer> patch) {
    this.channels = channels;
    this.patch = Shape.of(patch);
    this.voxels = COrder.count(this.patch);
  }

  int channels() {
    return channels;
  }

  /** Sizes of the spatial axes. */
  Shape patch() {
    return patch;
  }

  /** The number of voxels of an image. */
  int voxels() {
    return voxels;
  }

  /** The number of values of an image. */
  int values() {
    return channels * voxels;
  }

  /** Voxels along the fastest axis. */
  int row() {
    return patch.dim(-1);
  }

  /** {@code [samples, channels, patch...]}. */
  Shape images(int samples) {
    return Shape.of(samples, channels).append(patch);
  }

  /** {@code [samples, patch...]}. */
  Shape labels(int samples) {
    return Shape.of(samples).append(patch);
  }
}
