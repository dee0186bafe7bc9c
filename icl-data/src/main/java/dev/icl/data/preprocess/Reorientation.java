package dev.icl.data.preprocess;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Orientation;
import java.util.Optional;

/** Axes in another order and direction: every voxel stays, at its place in the patient. */
final class Reorientation implements GridChange {
  private final VoxelGrid from;
  private final VoxelGrid to;

  /** Place in the old array of each voxel of the new one: the first, and one step per axis. */
  private final int first;

  private final int[] steps;

  private Reorientation(VoxelGrid from, VoxelGrid to, int first, int[] steps) {
    this.from = from;
    this.to = to;
    this.first = first;
    this.steps = steps;
  }

  /**
   * @throws UserException if it is not known which way the grid's axes run
   */
  static Reorientation of(VoxelGrid grid, Orientation wanted) {
    Affine affine =
        grid.affine()
            .orElseThrow(
                () ->
                    new UserException(
                        "data.preprocess.orientation is %s, but the file does not tell which way its axes run: leave the key out, or convert the scan to NIfTI with an affine."
                            .formatted(wanted.codes())));
    Orientation now = affine.orientation();
    int[] sizes = new int[3];
    int[] steps = new int[3];
    double[] rows = affine.rows();
    double[] turned = rows.clone();
    double[] spacing = new double[3];
    double[] corner = new double[3];
    int first = 0;
    for (int axis = 0; axis < 3; axis++) {
      int old = now.worldAxes().indexOf(wanted.worldAxes().get(axis));
      boolean flipped = !now.forward().get(old).equals(wanted.forward().get(axis));
      sizes[axis] = grid.shape().dim(old);
      steps[axis] = flipped ? -grid.stride(old) : grid.stride(old);
      first += flipped ? (sizes[axis] - 1) * grid.stride(old) : 0;
      corner[old] = flipped ? sizes[axis] - 1 : 0;
      spacing[axis] = grid.spacing().orElseGet(affine::spacing)[old];
      for (int r = 0; r < 3; r++) {
        turned[4 * r + axis] = flipped ? -rows[4 * r + old] : rows[4 * r + old];
      }
    }
    double[] origin = affine.apply(corner[0], corner[1], corner[2]);
    for (int r = 0; r < 3; r++) {
      turned[4 * r + 3] = origin[r];
    }
    VoxelGrid to =
        new VoxelGrid(Shape.of(sizes), Optional.of(Affine.ofRows(turned)), Optional.of(spacing));
    return new Reorientation(grid, to, first, steps);
  }

  @Override
  public VoxelGrid to() {
    return to;
  }

  @Override
  public float[] image(float[] values) {
    float[] out = new float[values.length];
    each((now, before) -> out[now] = values[before]);
    return out;
  }

  @Override
  public byte[] label(byte[] values) {
    byte[] out = new byte[values.length];
    each((now, before) -> out[now] = values[before]);
    return out;
  }

  @Override
  public byte[] restore(byte[] values) {
    byte[] out = new byte[from.count()];
    each((now, before) -> out[before] = values[now]);
    return out;
  }

  @Override
  public float[] restore(float[] values, float outside) {
    float[] out = new float[from.count()];
    each((now, before) -> out[before] = values[now]);
    return out;
  }

  private interface Pair {
    void at(int now, int before);
  }

  private void each(Pair pair) {
    int[] sizes = to.shape().toArray();
    int now = 0;
    for (int k = 0; k < sizes[2]; k++) {
      for (int j = 0; j < sizes[1]; j++) {
        int before = first + k * steps[2] + j * steps[1];
        for (int i = 0; i < sizes[0]; i++, now++, before += steps[0]) {
          pair.at(now, before);
        }
      }
    }
  }
}
