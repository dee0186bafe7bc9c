package dev.icl.app.predict;

import java.util.List;

/**
 * The images that go through networks together: four, or as few as keep the results of one forward
 * pass within {@link #BYTES}, or one. What networks say of an image does not depend on the others.
 *
 * @param slices resized slices
 * @param windows parts of images or volumes
 */
record AtOnce(int slices, int windows) {
  /** Few enough that validation needs less memory than the training step that it interrupts. */
  private static final int IMAGES = 4;

  /** Of windows; many more of them would only be copied in larger arrays. */
  private static final long VOXELS = 1 << 20;

  private static final long BYTES = 4L << 30;

  /**
   * The numbers for networks of one input size.
   *
   * @param networks at least one
   * @param channels of an image
   */
  static AtOnce of(List<AppliedNetwork> networks, int channels) {
    long bytes =
        networks.stream().mapToLong(n -> NetworkNeeds.activations(n, channels)).max().orElseThrow();
    long voxels = networks.get(0).patch().stream().mapToLong(i -> i).reduce(1, Math::multiplyExact);
    long most = Math.min(IMAGES, BYTES / Math.max(1, bytes));
    return new AtOnce(atLeastOne(most), atLeastOne(Math.min(most, VOXELS / voxels)));
  }

  private static int atLeastOne(long number) {
    return (int) Math.max(1, number);
  }

  /** The larger number. */
  int most() {
    return Math.max(slices, windows);
  }
}
