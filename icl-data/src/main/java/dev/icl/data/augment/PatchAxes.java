package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** nnU-Net's rule of the axes of a patch that may be mixed with others. */
final class PatchAxes {
  private static final int ANISOTROPY = 3;

  private PatchAxes() {}

  /**
   * Whether a patch is so flat that its slices are treated one by one: its largest size is more
   * than 3 times the first (nnU-Net's "dummy 2-D").
   *
   * @param patch shape, slowest axis first
   */
  static boolean areSlices(Shape patch) {
    return patch.rank() > 2
        && Arrays.stream(patch.toArray()).max().orElse(0) > ANISOTROPY * patch.dim(0);
  }

  /** The axes that may be mixed: all of them, or those of a slice. */
  static int[] mixed(Shape patch) {
    return IntStream.range(areSlices(patch) ? 1 : 0, patch.rank()).toArray();
  }
}
