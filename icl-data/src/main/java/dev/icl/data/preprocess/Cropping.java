package dev.icl.data.preprocess;

/** A box of a grid; what is outside of it is background again when a label map goes back. */
final class Cropping implements GridChange {
  private final Grid from;
  private final Grid to;
  private final int[] low;

  /**
   * @param low first index of the box along each axis
   * @param sizes of the box
   */
  Cropping(Grid from, int[] low, int[] sizes) {
    this.from = from;
    this.low = low.clone();
    double[] first = {low[0], low[1], low[2]};
    this.to = from.stretched(sizes.clone(), first, new double[] {1, 1, 1});
  }

  /**
   * The box around every voxel above a threshold or, for the threshold NaN, other than 0; the whole
   * grid if there is none.
   *
   * @param margin voxels left around it
   */
  static Cropping around(Grid grid, float[] image, double threshold, int margin) {
    int[] low = grid.sizes().clone();
    int[] high = {-1, -1, -1};
    int at = 0;
    for (int k = 0; k < grid.sizes()[2]; k++) {
      for (int j = 0; j < grid.sizes()[1]; j++) {
        for (int i = 0; i < grid.sizes()[0]; i++, at++) {
          if (Double.isNaN(threshold) ? image[at] != 0 : image[at] > threshold) {
            int[] index = {i, j, k};
            for (int axis = 0; axis < 3; axis++) {
              low[axis] = Math.min(low[axis], index[axis]);
              high[axis] = Math.max(high[axis], index[axis]);
            }
          }
        }
      }
    }
    if (high[0] < 0) {
      return new Cropping(grid, new int[3], grid.sizes());
    }
    int[] sizes = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int end = (int) Math.min(grid.sizes()[axis], high[axis] + 1L + margin);
      low[axis] = Math.max(0, low[axis] - margin);
      sizes[axis] = end - low[axis];
    }
    return new Cropping(grid, low, sizes);
  }

  @Override
  public Grid to() {
    return to;
  }

  @Override
  public float[] image(float[] values) {
    float[] out = new float[to.count()];
    rows((inside, outside, n) -> System.arraycopy(values, outside, out, inside, n));
    return out;
  }

  @Override
  public byte[] label(byte[] values) {
    byte[] out = new byte[to.count()];
    rows((inside, outside, n) -> System.arraycopy(values, outside, out, inside, n));
    return out;
  }

  @Override
  public byte[] restore(byte[] values) {
    byte[] out = new byte[from.count()];
    rows((inside, outside, n) -> System.arraycopy(values, inside, out, outside, n));
    return out;
  }

  private interface Row {
    void at(int inside, int outside, int count);
  }

  private void rows(Row row) {
    int count = to.sizes()[0];
    int inside = 0;
    for (int k = 0; k < to.sizes()[2]; k++) {
      for (int j = 0; j < to.sizes()[1]; j++, inside += count) {
        row.at(
            inside, low[0] + (low[1] + j) * from.stride(1) + (low[2] + k) * from.stride(2), count);
      }
    }
  }
}
