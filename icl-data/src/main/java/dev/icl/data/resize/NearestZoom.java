package dev.icl.data.resize;

/**
 * Nearest-neighbour resizing with the coordinates of {@code scipy.ndimage.zoom(order=0)}: output
 * sample {@code i} of {@code m} reads source sample {@code floor(i * z + 0.5)} of {@code n} with
 * {@code z = (n - 1) / (m - 1)} in double precision, so first and last samples coincide.
 *
 * <p>{@link Edge#ZERO} equals SciPy voxel for voxel and is what the authors train and evaluate
 * with; {@link Edge#CLAMP} differs only in samples that rounding puts outside the source, and is
 * what predictions are restored to their own size with.
 */
public final class NearestZoom {
  private NearestZoom() {}

  /**
   * The source index of every output index along one axis; −1 for a sample that is 0.
   *
   * @param from source length, at least 1
   * @param to output length, at least 1
   * @param edge the treatment of samples beyond the source
   * @throws IllegalArgumentException if a length is less than 1
   */
  public static int[] indices(int from, int to, Edge edge) {
    if (from < 1 || to < 1) {
      throw new IllegalArgumentException("cannot resize " + from + " samples to " + to);
    }
    double step = to == 1 ? 1.0 : (double) (from - 1) / (to - 1);
    int[] map = new int[to];
    for (int i = 0; i < to; i++) {
      double position = i * step;
      boolean outside = position > from - 1;
      map[i] = outside ? edge == Edge.CLAMP ? from - 1 : -1 : (int) Math.floor(position + 0.5);
    }
    return map;
  }

  /**
   * A resized image.
   *
   * @param source {@code [height, width]} in C order
   * @param height rows of the source, at least 1
   * @param width columns of the source, at least 1
   * @param toHeight rows of the result, at least 1
   * @param toWidth columns of the result, at least 1
   * @param edge the treatment of samples beyond the source
   * @return {@code [toHeight, toWidth]} in C order
   */
  public static float[] image(
      float[] source, int height, int width, int toHeight, int toWidth, Edge edge) {
    int[] rows = indices(height, toHeight, edge);
    int[] columns = indices(width, toWidth, edge);
    float[] out = new float[toHeight * toWidth];
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth && rows[y] >= 0; x++) {
        if (columns[x] >= 0) {
          out[y * toWidth + x] = source[rows[y] * width + columns[x]];
        }
      }
    }
    return out;
  }

  /**
   * A resized label map.
   *
   * @param source {@code [height, width]} in C order
   * @param height rows of the source, at least 1
   * @param width columns of the source, at least 1
   * @param toHeight rows of the result, at least 1
   * @param toWidth columns of the result, at least 1
   * @param edge the treatment of samples beyond the source
   * @return {@code [toHeight, toWidth]} in C order
   */
  public static byte[] label(
      byte[] source, int height, int width, int toHeight, int toWidth, Edge edge) {
    int[] rows = indices(height, toHeight, edge);
    int[] columns = indices(width, toWidth, edge);
    byte[] out = new byte[toHeight * toWidth];
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth && rows[y] >= 0; x++) {
        if (columns[x] >= 0) {
          out[y * toWidth + x] = source[rows[y] * width + columns[x]];
        }
      }
    }
    return out;
  }
}
