package dev.icl.data.preprocess;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.Optional;

/**
 * The positions of a scan's voxels: three axes, the first running fastest.
 *
 * @param shape sizes of the three axes
 * @param affine from indices to mm in the patient, where it is known
 * @param spacing mm between voxels along each axis, where it is known
 */
record VoxelGrid(Shape shape, Optional<Affine> affine, Optional<double[]> spacing) {
  static VoxelGrid of(Scan scan) {
    return new VoxelGrid(scan.shape(), scan.affine(), scan.spacing());
  }

  int count() {
    return COrder.count(shape);
  }

  /** The number of voxels between neighbours along an axis. */
  int stride(int axis) {
    return axis == 0 ? 1 : axis == 1 ? shape.dim(0) : shape.dim(0) * shape.dim(1);
  }

  /** Voxels on this grid. */
  Scan scan(Voxels voxels) {
    Scan scan = Scan.of(shape, AxisOrder.FIRST_FASTEST, voxels);
    if (affine.isPresent()) {
      scan = scan.withAffine(affine.get());
    }
    return spacing.isPresent() ? scan.withSpacing(spacing.get()) : scan;
  }

  /** The same grid where each axis is a stretch of this one's. */
  VoxelGrid stretched(Shape newShape, double[] first, double[] steps) {
    return new VoxelGrid(
        newShape,
        affine.map(a -> moved(a, first, steps)),
        spacing.map(s -> new double[] {s[0] * steps[0], s[1] * steps[1], s[2] * steps[2]}));
  }

  /** An affine whose first voxel is at an index of another, and whose steps are multiples. */
  private static Affine moved(Affine affine, double[] first, double[] steps) {
    double[] rows = affine.rows();
    double[] origin = affine.apply(first[0], first[1], first[2]);
    for (int r = 0; r < 3; r++) {
      for (int axis = 0; axis < 3; axis++) {
        rows[4 * r + axis] *= steps[axis];
      }
      rows[4 * r + 3] = origin[r];
    }
    return Affine.ofRows(rows);
  }
}
