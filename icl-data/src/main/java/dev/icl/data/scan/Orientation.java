package dev.icl.data.scan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The direction of each voxel axis, as the nearest direction of the patient: {@code RAS} means that
 * the first index grows to the right, the second to the front (anterior), the third to the head
 * (superior); the opposites are {@code L}, {@code P} and {@code I}.
 *
 * @param worldAxes for each voxel axis the world axis it runs along: 0, 1 or 2, each once
 * @param forward for each voxel axis whether it runs to right, anterior or superior, not to the
 *     opposite
 */
public record Orientation(List<Integer> worldAxes, List<Boolean> forward) {
  private static final String FORWARD = "RAS";
  private static final String BACKWARD = "LPI";

  /** Right, anterior, superior. */
  public static final Orientation RAS =
      new Orientation(List.of(0, 1, 2), List.of(true, true, true));

  /**
   * @throws IllegalArgumentException if the axes are not a permutation of 0, 1, 2
   */
  public Orientation {
    worldAxes = List.copyOf(worldAxes);
    forward = List.copyOf(forward);
    if (forward.size() != 3 || !worldAxes.stream().sorted().toList().equals(List.of(0, 1, 2))) {
      throw new IllegalArgumentException("no orientation: " + worldAxes + " " + forward);
    }
  }

  /**
   * The orientation of three letters.
   *
   * @param codes one letter an axis, each of the pairs R/L, A/P and S/I once, such as {@code LPS}
   * @return empty if they are none
   */
  public static Optional<Orientation> ofCodes(String codes) {
    Integer[] axes = new Integer[3];
    Boolean[] forward = new Boolean[3];
    int seen = 0;
    for (int axis = 0; axis < 3 && codes.length() == 3; axis++) {
      char letter = codes.charAt(axis);
      forward[axis] = FORWARD.indexOf(letter) >= 0;
      axes[axis] = Math.max(FORWARD.indexOf(letter), BACKWARD.indexOf(letter));
      seen |= axes[axis] < 0 ? 0 : 1 << axes[axis];
    }
    return seen == 7
        ? Optional.of(new Orientation(Arrays.asList(axes), Arrays.asList(forward)))
        : Optional.empty();
  }

  /**
   * The closest axis-aligned orientation of an affine. Shears are taken out first (the nearest
   * rotation by polar decomposition), then each axis in turn takes the free world axis it has most
   * of; nibabel does the same.
   */
  public static Orientation of(Affine affine) {
    double[] spacing = affine.spacing();
    RealMatrix scaled = MatrixUtils.createRealMatrix(3, 3);
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        scaled.setEntry(r, c, affine.at(r, c) / spacing[c]);
      }
    }
    SingularValueDecomposition svd = new SingularValueDecomposition(scaled);
    RealMatrix rotation = svd.getU().multiply(svd.getVT());
    Integer[] axes = new Integer[3];
    Boolean[] forward = new Boolean[3];
    boolean[] taken = new boolean[3];
    for (int c = 0; c < 3; c++) {
      int best = -1;
      for (int r = 0; r < 3; r++) {
        if (!taken[r]
            && (best < 0
                || Math.abs(rotation.getEntry(r, c)) > Math.abs(rotation.getEntry(best, c)))) {
          best = r;
        }
      }
      taken[best] = true;
      axes[c] = best;
      forward[c] = rotation.getEntry(best, c) > 0;
    }
    return new Orientation(Arrays.asList(axes), Arrays.asList(forward));
  }

  /** Three letters, one per voxel axis, such as {@code RAS} or {@code LPS}. */
  public String codes() {
    StringBuilder codes = new StringBuilder();
    for (int axis = 0; axis < 3; axis++) {
      codes.append((forward.get(axis) ? FORWARD : BACKWARD).charAt(worldAxes.get(axis)));
    }
    return codes.toString();
  }

  @Override
  public String toString() {
    return codes();
  }
}
