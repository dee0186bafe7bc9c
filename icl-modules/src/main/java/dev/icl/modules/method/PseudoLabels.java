package dev.icl.modules.method;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/** The cleaning of the label maps of a batch, each image by itself. */
final class PseudoLabels {
  private final ComponentFilter components;
  private final int classes;
  private @Nullable HostTensor cleaned;

  PseudoLabels(ComponentFilter components, int classes) {
    this.components = components;
    this.classes = classes;
  }

  /**
   * The largest component of each class of every image.
   *
   * @param labels int64 {@code [N, spatial]}
   * @return of the same shape; reused by the next call
   */
  HostTensor clean(HostTensor labels) {
    Shape shape = labels.shape();
    if (cleaned == null || !cleaned.shape().equals(shape)) {
      cleaned = HostTensor.zeros(DType.I64, shape);
    }
    Shape spatial = shape.slice(1, shape.rank());
    LongBuffer from = labels.bytes().asLongBuffer();
    LongBuffer to = cleaned.bytes().asLongBuffer();
    byte[] image = new byte[labels.size() / shape.dim(0)];
    while (from.hasRemaining()) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (byte) from.get();
      }
      for (byte label : components.largest(image, spatial, classes)) {
        to.put(label & 0xff);
      }
    }
    return cleaned;
  }

  /** The shape of label maps of images {@code [N, channels, spatial]}. */
  static Shape shape(Shape images) {
    return Shape.of(images.dim(0)).append(images.spatial());
  }
}
