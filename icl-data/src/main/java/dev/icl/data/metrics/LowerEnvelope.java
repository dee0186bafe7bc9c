package dev.icl.data.metrics;

/**
 * The lower envelope of parabolas of one width along a line: of several points off a line, it tells
 * which is nearest to each place on the line, in time linear in points and places.
 *
 * <p>P. Felzenszwalb and D. Huttenlocher, Distance transforms of sampled functions, Theory of
 * Computing 8 (2012).
 */
final class LowerEnvelope {
  private final double square;
  private final double[] inverse;
  private final int[] positions;
  private final int[] tags;
  private final double[] lifted;
  private final double[] starts;
  private int size;
  private int cursor;

  /**
   * @param length of the line in voxels
   * @param spacing of its voxels
   */
  LowerEnvelope(int length, double spacing) {
    square = spacing * spacing;
    inverse = new double[length];
    for (int d = 1; d < length; d++) {
      inverse[d] = 1 / (2 * square * d);
    }
    positions = new int[length];
    tags = new int[length];
    lifted = new double[length];
    starts = new double[length];
  }

  void clear() {
    size = 0;
    cursor = 0;
  }

  /**
   * Adds a point; positions ascend from call to call.
   *
   * @param position along the line
   * @param height squared distance from the line
   * @param tag the number that {@link #nearest} returns for it
   */
  void add(int position, double height, int tag) {
    double lift = height + square * position * position;
    double start = Double.NEGATIVE_INFINITY;
    int n = size;
    while (n > 0) {
      start = (lift - lifted[n - 1]) * inverse[position - positions[n - 1]];
      if (start > starts[n - 1]) {
        break;
      }
      n--;
    }
    starts[n] = n == 0 ? Double.NEGATIVE_INFINITY : start;
    positions[n] = position;
    lifted[n] = lift;
    tags[n] = tag;
    size = n + 1;
  }

  /**
   * The tag of the point that is nearest to a place on the line; after every point was added, with
   * places that ascend from call to call.
   */
  int nearest(int position) {
    int c = cursor;
    while (c + 1 < size && starts[c + 1] <= position) {
      c++;
    }
    cursor = c;
    return tags[c];
  }
}
