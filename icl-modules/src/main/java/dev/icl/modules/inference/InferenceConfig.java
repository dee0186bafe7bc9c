package dev.icl.modules.inference;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.NotEmpty;
import java.util.List;

/**
 * The section {@code inference} of a configuration: how a network is applied to scans when it is
 * validated, evaluated and predicted with.
 *
 * @param window the way in which a scan meets the network's input size
 * @param overlap of neighbouring windows as a share of their size: one number, or one for each axis
 * @param stride distance of neighbouring windows in voxels, in the place of the overlap: one
 *     number, or one for each axis; empty for the overlap
 * @param placement the places of windows
 * @param blend the weight of each place of a window
 * @param average the scores that are averaged
 * @param flips whether scores are averaged over all flips of the input
 * @param largestComponent whether only the largest connected component of each class is kept
 */
public record InferenceConfig(
    @Doc(
            "how a scan meets a network of two axes: every slice resized to `train.patch`, or windows"
                + " of that size at the scan's own resolution; networks of three axes always have"
                + " windows")
        Window window,
    @Doc(
            "how much neighbouring windows overlap, as a share of their size; one number, or one per axis")
        @NotEmpty
        @Min(0)
        @Below(1)
        List<Double> overlap,
    @Doc(
            "the distance of neighbouring windows in voxels, in the place of `inference.overlap`; one"
                + " number, or one per axis")
        @Min(1)
        List<Integer> stride,
    @Doc(
            "where windows lie: one stride after the other, the last one at the border (the authors,"
                + " MONAI), or evenly (nnU-Net)")
        WindowPlacement placement,
    @Doc("how much each place of a window counts: all alike, or the middle more than the border")
        Blend blend,
    @Doc("what is averaged where windows and flips overlap") Average average,
    @Doc("average over all flips of the input as well: 4 times the work in 2-D, 8 times in 3-D")
        boolean flips,
    @Doc("keep only the largest connected component of each class") boolean largestComponent) {
  /** Keeps its own copies of the lists. */
  public InferenceConfig {
    overlap = List.copyOf(overlap);
    stride = List.copyOf(stride);
  }

  /** Slices resized; where there are windows, they overlap by half and their middles count more. */
  public static InferenceConfig defaults() {
    return new InferenceConfig(
        Window.RESIZE,
        List.of(0.5),
        List.of(),
        WindowPlacement.STRIDED,
        Blend.GAUSSIAN,
        Average.PROBABILITIES,
        false,
        false);
  }

  /** The same with another window. */
  public InferenceConfig with(Window other) {
    return new InferenceConfig(
        other, overlap, stride, placement, blend, average, flips, largestComponent);
  }

  /** The same with another blend. */
  public InferenceConfig with(Blend other) {
    return new InferenceConfig(
        window, overlap, stride, placement, other, average, flips, largestComponent);
  }

  /** The same with windows placed otherwise. */
  public InferenceConfig with(WindowPlacement other) {
    return new InferenceConfig(
        window, overlap, stride, other, blend, average, flips, largestComponent);
  }

  /** The same with other scores averaged. */
  public InferenceConfig with(Average other) {
    return new InferenceConfig(
        window, overlap, stride, placement, blend, other, flips, largestComponent);
  }

  /** The same with another overlap, one number or one for each axis, and no stride. */
  public InferenceConfig withOverlap(List<Double> other) {
    return new InferenceConfig(
        window, other, List.of(), placement, blend, average, flips, largestComponent);
  }

  /** The same with another stride, one number or one for each axis. */
  public InferenceConfig withStride(List<Integer> other) {
    return new InferenceConfig(
        window, overlap, other, placement, blend, average, flips, largestComponent);
  }

  /** The same with or without flips. */
  public InferenceConfig withFlips(boolean whether) {
    return new InferenceConfig(
        window, overlap, stride, placement, blend, average, whether, largestComponent);
  }

  /** The same with or without the clean-up. */
  public InferenceConfig withLargestComponent(boolean whether) {
    return new InferenceConfig(window, overlap, stride, placement, blend, average, flips, whether);
  }

  /**
   * Checks that overlap and stride make sense for windows of a size.
   *
   * @param patch sizes of a window, one a spatial axis
   * @throws UserException if there is another number of values than one or one for each axis, or a
   *     stride passes over voxels
   */
  public void requireFits(List<Integer> patch) {
    requireCount("overlap", overlap, patch);
    if (stride.isEmpty()) {
      return;
    }
    requireCount("stride", stride, patch);
    for (int axis = 0; axis < patch.size(); axis++) {
      if (of(stride, axis) > patch.get(axis)) {
        throw new UserException(
            "inference.stride is %s, but windows are of %s (train.patch), so that voxels would be passed over; give strides of at most the window's size."
                .formatted(stride, patch));
      }
    }
  }

  private static void requireCount(String key, List<?> values, List<Integer> patch) {
    if (values.size() != 1 && values.size() != patch.size()) {
      throw new UserException(
          "inference.%s has %d values, but the network's images have %d axes (train.patch): give one value for all axes, or one for each."
              .formatted(key, values.size(), patch.size()));
    }
  }

  /** The wanted distance of neighbouring windows along an axis. */
  double stride(int axis, int window) {
    return stride.isEmpty() ? window * (1 - of(overlap, axis)) : of(stride, axis);
  }

  private static <T> T of(List<T> values, int axis) {
    return values.get(values.size() == 1 ? 0 : axis);
  }
}
