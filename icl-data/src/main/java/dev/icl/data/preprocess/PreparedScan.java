package dev.icl.data.preprocess;

import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.List;
import java.util.Optional;

/** A scan after its preprocessing, and the way back for label maps. */
public final class PreparedScan {
  private final Scan original;
  private final Scan image;
  private final Optional<Scan> label;
  private final List<GridChange> changes;

  PreparedScan(Scan original, Scan image, Optional<Scan> label, List<GridChange> changes) {
    this.original = original;
    this.image = image;
    this.label = label;
    this.changes = List.copyOf(changes);
  }

  /** Intensities on the new grid, float32. */
  public Scan image() {
    return image;
  }

  /** Classes on the new grid, where there were some. */
  public Optional<Scan> label() {
    return label;
  }

  /**
   * A label map of the new grid, a prediction for example, on the grid of the scan as it was:
   * shape, spacing, affine, order. What was cropped away is class 0.
   *
   * @param classes of each voxel of {@link #image()}, unsigned, in its axes and order
   * @throws IllegalArgumentException if it is of another shape
   */
  public Scan restore(byte[] classes) {
    int[] shape = image.shape();
    if (classes.length != shape[0] * shape[1] * shape[2]) {
      throw new IllegalArgumentException(classes.length + " labels for " + image);
    }
    byte[] map =
        Scan.of(shape, image.order(), Voxels.ofLabels(classes))
            .inOrder(ScanPreparation.WORKING)
            .voxels()
            .toBytes();
    for (int i = changes.size() - 1; i >= 0; i--) {
      map = changes.get(i).restore(map);
    }
    Voxels restored =
        Scan.of(original.shape(), ScanPreparation.WORKING, Voxels.ofLabels(map))
            .inOrder(original.order())
            .voxels();
    return original.withVoxels(restored);
  }
}
