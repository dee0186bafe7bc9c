package dev.icl.data.scan;

import dev.icl.core.tensor.Shape;

/** Volumes of one slice. */
public final class OneSlice {
  private OneSlice() {}

  /**
   * An image as a volume whose slowest axis has size 1; nothing is known of its grid.
   *
   * @param image of two axes
   */
  public static Scan of(Scan image) {
    Shape shape = image.shape();
    boolean first = image.order() == AxisOrder.FIRST_FASTEST;
    Shape three =
        first ? Shape.of(shape.dim(0), shape.dim(1), 1) : Shape.of(1, shape.dim(0), shape.dim(1));
    return Scan.of(three, image.order(), image.voxels()).withNotes(image.notes());
  }
}
