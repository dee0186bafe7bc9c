package dev.icl.data.preprocess;

import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.List;
import java.util.Optional;

/** A scan after its preprocessing, and the way back for label maps. */
public final class PreparedScan {
  private final VoxelGrid grid;
  private final AxisOrder order;
  private final Optional<byte[]> originalLabel;
  private final Scan image;
  private final Optional<Scan> label;
  private final List<GridChange> changes;

  /**
   * @param grid of the scan as it was
   * @param order of the scan as it was and is
   * @param originalLabel classes on that grid, first axis fastest
   * @param image intensities after the changes, first axis fastest
   * @param label classes after the changes, first axis fastest
   * @param changes of the grid, in order
   */
  PreparedScan(
      VoxelGrid grid,
      AxisOrder order,
      Optional<byte[]> originalLabel,
      float[] image,
      Optional<byte[]> label,
      List<GridChange> changes) {
    VoxelGrid to = changes.isEmpty() ? grid : changes.get(changes.size() - 1).to();
    this.grid = grid;
    this.order = order;
    this.originalLabel = originalLabel;
    this.image = to.scan(Voxels.of(image)).inOrder(order);
    this.label = label.map(l -> to.scan(Voxels.ofLabels(l)).inOrder(order));
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
    Shape shape = image.shape();
    if (classes.length != shape.numel()) {
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
    return onGrid(map);
  }

  /**
   * Numbers of the new grid, probabilities for example, on the grid of the scan as it was,
   * interpolated linearly.
   *
   * @param values at each voxel of {@link #image()}, in its axes and order
   * @param outside the number of what was cropped away
   * @return in the axes and order of the scan as it was
   * @throws IllegalArgumentException if it is of another shape
   */
  public float[] restore(float[] values, float outside) {
    Shape shape = image.shape();
    if (values.length != shape.numel()) {
      throw new IllegalArgumentException(values.length + " numbers for " + image);
    }
    float[] map =
        order == ScanPreparation.WORKING
            ? values
            : Scan.of(shape, order, Voxels.of(values)).floats(ScanPreparation.WORKING);
    for (int i = changes.size() - 1; i >= 0; i--) {
      map = changes.get(i).restore(map, outside);
    }
    return order == ScanPreparation.WORKING ? map : grid.scan(Voxels.of(map)).floats(order);
  }

  /** The grid of the scan as it was; its voxels are all 0. */
  public Scan original() {
    return onGrid(new byte[grid.count()]);
  }

  /** Classes on the grid of the scan as it was, where there were some. */
  public Optional<Scan> originalLabel() {
    return originalLabel.map(this::onGrid);
  }

  private Scan onGrid(byte[] map) {
    return grid.scan(Voxels.ofLabels(map)).inOrder(order);
  }

  VoxelGrid grid() {
    return grid;
  }

  List<GridChange> changes() {
    return changes;
  }
}
