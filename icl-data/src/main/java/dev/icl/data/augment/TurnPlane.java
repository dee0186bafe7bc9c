package dev.icl.data.augment;

/**
 * The plane of a quarter turn. Axes are those of samples, slowest first: slices, rows and columns
 * of a volume, rows and columns of a slice.
 *
 * @param from the axis whose voxels a turn by one quarter takes to the axis {@code to}
 * @param to the other axis
 */
public record TurnPlane(int from, int to) {
  /**
   * @throws IllegalArgumentException if the axes are not two
   */
  public TurnPlane {
    if (from < 0 || to < 0 || from == to) {
      throw new IllegalArgumentException("a plane of the axes " + from + " and " + to);
    }
  }

  /** Slices and rows of a volume, rows and columns of a slice. */
  public static TurnPlane firstTwo() {
    return new TurnPlane(0, 1);
  }

  /**
   * Rows and columns, of volumes and slices alike.
   *
   * @param rank the number of axes of the sample, at least 2
   */
  public static TurnPlane lastTwo(int rank) {
    return new TurnPlane(rank - 2, rank - 1);
  }
}
