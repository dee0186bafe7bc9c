package dev.icl.engine.pytorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.Arrays;

/**
 * The memory order of images. They are channels-last, except where few channels make C order
 * faster; what is combined should be in the same order.
 */
final class Layouts {
  /**
   * Channels from which an image is channels-last. Fewer do not fill a vector register: libtorch's
   * batch normalisation then takes fifty times as long, and sums over classes several times.
   */
  static final int CHANNELS_LAST = 8;

  /** Elements below which a batch is cheaper to copy into C order than to add up in parts. */
  static final long SMALL_BATCH = 1 << 18;

  private final Kernels kernels;
  private final boolean gpu;

  Layouts(Kernels kernels, boolean gpu) {
    this.kernels = kernels;
    this.gpu = gpu;
  }

  /** A convolution's result, as what follows wants it. */
  PtNDArray ofConvolved(PtNDArray image) {
    return isFew(image.getShape().get(1)) ? inOrder(image) : image;
  }

  /**
   * Small batches and those of few channels in C order: libtorch adds up channels-last batch
   * statistics one after another in float32, in C order in float64. Everything else stays as it is,
   * since the layout of what follows would change with it; see {@link BatchStatistics}.
   */
  PtNDArray forStatistics(PtNDArray images) {
    Shape shape = images.getShape();
    boolean wanted = shape.size() < SMALL_BATCH || shape.get(1) < CHANNELS_LAST;
    return wanted ? inOrder(images) : images;
  }

  /**
   * One-hot labels in the order of scores of as many classes.
   *
   * @param range the classes, ascending from 0
   * @param axis of the classes in the result
   */
  PtNDArray oneHot(PtNDArray classes, PtNDArray range, int axis) {
    int rank = classes.getShape().dimension() + 1;
    long depth = range.getShape().size();
    if (isFew(depth)) {
      long[] along = new long[rank];
      Arrays.fill(along, 1);
      along[axis] = depth;
      return kernels.call(
          "torch.to(torch.eq(torch.unsqueeze(a, %s), torch.reshape(b, %s)), 6)"
              .formatted(axis, Arrays.toString(along)),
          classes,
          range);
    }
    return kernels.call(
        "torch.permute(torch.to(torch.eq(torch.unsqueeze(a, -1), b), 6), %s)"
            .formatted(Arrays.toString(Axes.moving(rank, rank - 1, axis))),
        classes,
        range);
  }

  private boolean isFew(long channels) {
    return channels < CHANNELS_LAST && !gpu;
  }

  private PtNDArray inOrder(PtNDArray array) {
    return kernels.call("a.contiguous()", array);
  }
}
