package dev.icl.data.preprocess;

/**
 * A box of voxels.
 *
 * @param low first index along each axis
 * @param sizes along each axis
 */
record CropBox(int[] low, int[] sizes) {
  /**
   * The box around the foreground; everything if there is none.
   *
   * @param margin voxels left around it, as far as there are any
   */
  static CropBox around(VoxelGrid grid, float[] image, Crop crop, int margin) {
    double threshold = crop == Crop.OTSU ? Intensities.otsu(image) : Double.NaN;
    int[] low = grid.sizes().clone();
    int[] high = {-1, -1, -1};
    int at = 0;
    for (int k = 0; k < grid.sizes()[2]; k++) {
      for (int j = 0; j < grid.sizes()[1]; j++) {
        for (int i = 0; i < grid.sizes()[0]; i++, at++) {
          if (crop == Crop.OTSU ? image[at] > threshold : image[at] != 0) {
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
      return new CropBox(new int[3], grid.sizes());
    }
    int[] sizes = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int end = (int) Math.min(grid.sizes()[axis], high[axis] + 1L + margin);
      low[axis] = Math.max(0, low[axis] - margin);
      sizes[axis] = end - low[axis];
    }
    return new CropBox(low, sizes);
  }
}
