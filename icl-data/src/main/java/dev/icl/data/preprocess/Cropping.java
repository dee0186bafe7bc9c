package dev.icl.data.preprocess;

import java.util.Arrays;

/** A box of a grid; what is outside of it is background again when a label map goes back. */
final class Cropping implements GridChange {
  private final VoxelGrid from;
  private final VoxelGrid to;
  private final int[] low;

  Cropping(VoxelGrid from, CropBox box) {
    this.from = from;
    this.low = box.low();
    double[] first = {low[0], low[1], low[2]};
    this.to = from.stretched(box.shape(), first, new double[] {1, 1, 1});
  }

  CropBox box() {
    return new CropBox(low, to.shape());
  }

  @Override
  public VoxelGrid to() {
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

  @Override
  public float[] restore(float[] values, float outside) {
    float[] out = new float[from.count()];
    if (outside != 0) {
      Arrays.fill(out, outside);
    }
    rows((inside, place, n) -> System.arraycopy(values, inside, out, place, n));
    return out;
  }

  private interface Row {
    void at(int inside, int outside, int count);
  }

  private void rows(Row row) {
    int[] sizes = to.shape().toArray();
    int count = sizes[0];
    int inside = 0;
    for (int k = 0; k < sizes[2]; k++) {
      for (int j = 0; j < sizes[1]; j++, inside += count) {
        row.at(
            inside, low[0] + (low[1] + j) * from.stride(1) + (low[2] + k) * from.stride(2), count);
      }
    }
  }
}
