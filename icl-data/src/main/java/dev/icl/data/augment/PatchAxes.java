package dev.icl.data.augment;

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
   * @param patch sizes, slowest first
   */
  static boolean areSlices(int[] patch) {
    return patch.length > 2 && Arrays.stream(patch).max().orElse(0) > ANISOTROPY * patch[0];
  }

  /** The axes that may be mixed: all of them, or those of a slice. */
  static int[] mixed(int[] patch) {
    return IntStream.range(areSlices(patch) ? 1 : 0, patch.length).toArray();
  }
}
