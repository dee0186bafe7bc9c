package dev.icl.data.scan;

/** Volumes of one slice. */
public final class OneSlice {
  private OneSlice() {}

  /**
   * An image as a volume whose slowest axis has size 1; nothing is known of its grid.
   *
   * @param image of two axes
   */
  public static Scan of(Scan image) {
    int[] shape = image.shape().toArray();
    boolean first = image.order() == AxisOrder.FIRST_FASTEST;
    int[] three = first ? new int[] {shape[0], shape[1], 1} : new int[] {1, shape[0], shape[1]};
    return Scan.of(three, image.order(), image.voxels()).withNotes(image.notes());
  }
}
