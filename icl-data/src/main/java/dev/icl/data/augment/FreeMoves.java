package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rotations by any angle and changes of scale, as nnU-Net draws them: rotations of up to 30° in
 * every plane of a volume, of any angle in the plane of slices ({@link PatchAxes}) and of up to 15°
 * where an image of two axes is longer than 1.5 times its width; scales from 0.7 to 1.4, the same
 * along every axis that is mixed, above 1 for a smaller object.
 *
 * @param rotation its probability
 * @param scaling its probability
 */
record FreeMoves(double rotation, double scaling) {
  private static final double LEAST_SCALE = 0.7;
  private static final double MOST_SCALE = 1.4;
  private static final double ELONGATED = 1.5;

  /** No moves. */
  static final FreeMoves NONE = new FreeMoves(0, 0);

  /**
   * Draws a move.
   *
   * @param patch shape of the image
   * @param key of the sample; it alone decides
   * @return a matrix of as many rows and columns as axes, from distances to the image's centre to
   *     distances in the sample; empty for no move
   */
  Optional<double[][]> draw(Shape patch, RandomKey key) {
    if (equals(NONE)) {
      return Optional.empty();
    }
    UniformRandomProvider random = key.generator();
    int[] axes = PatchAxes.mixed(patch);
    boolean turned = random.nextDouble() < rotation;
    double[][] matrix = identity(patch.rank());
    if (turned) {
      double most = Math.toRadians(degrees(patch, axes));
      for (int a = 0; a < axes.length; a++) {
        for (int b = a + 1; b < axes.length; b++) {
          turn(matrix, axes[a], axes[b], most * (2 * random.nextDouble() - 1));
        }
      }
    }
    boolean scaled = random.nextDouble() < scaling;
    if (scaled) {
      double scale = LEAST_SCALE + (MOST_SCALE - LEAST_SCALE) * random.nextDouble();
      for (double[] row : matrix) {
        for (int axis : axes) {
          row[axis] *= scale;
        }
      }
    }
    return turned || scaled ? Optional.of(matrix) : Optional.empty();
  }

  private static double degrees(Shape patch, int[] axes) {
    if (axes.length > 2) {
      return 30;
    }
    double longest = Arrays.stream(patch.toArray()).max().orElseThrow();
    double shortest = Arrays.stream(patch.toArray()).min().orElseThrow();
    return patch.rank() == 2 && longest > ELONGATED * shortest ? 15 : 180;
  }

  private static double[][] identity(int rank) {
    double[][] matrix = new double[rank][rank];
    for (int axis = 0; axis < rank; axis++) {
      matrix[axis][axis] = 1;
    }
    return matrix;
  }

  /** The matrix times a rotation in a plane. */
  private static void turn(double[][] matrix, int a, int b, double angle) {
    // StrictMath: the same bits on every machine.
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    for (double[] row : matrix) {
      double first = row[a];
      double second = row[b];
      row[a] = cos * first + sin * second;
      row[b] = -sin * first + cos * second;
    }
  }
}
