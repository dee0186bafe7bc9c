package dev.icl.data.format.nifti;

import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import java.util.Arrays;

/**
 * A scan's grid as the fields of a header: always as matrix; as quaternion too where there is no
 * shear, which quaternions cannot tell. Without an affine both codes are 0.
 */
final class NiftiForms {
  /** Millimetres and seconds. */
  static final byte UNITS = 2 | 8;

  private static final int SCANNER = 1;
  private static final double SQUARE = 1e-5;

  private final Scan scan;
  private final double[] spacing;
  private final double[][] rotation = new double[3][3];
  private final boolean flipped;
  private final boolean sheared;

  NiftiForms(Scan scan) {
    this.scan = scan;
    double[] steps = scan.spacing().orElse(new double[0]);
    this.spacing = Arrays.copyOf(steps, 7);
    Arrays.fill(spacing, steps.length, 7, 1);
    this.flipped = scan.affine().map(a -> a.determinant() < 0).orElse(false);
    scan.affine().ifPresent(this::rotate);
    this.sheared = scan.affine().isPresent() && !square();
  }

  private void rotate(Affine affine) {
    double[] norms = affine.spacing();
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        rotation[r][c] = affine.at(r, c) / norms[c] * (flipped && c == 2 ? -1 : 1);
      }
    }
  }

  private boolean square() {
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < a; b++) {
        double dot = 0;
        for (int r = 0; r < 3; r++) {
          dot += rotation[r][a] * rotation[r][b];
        }
        if (Math.abs(dot) > SQUARE) {
          return false;
        }
      }
    }
    return true;
  }

  int sformCode() {
    return scan.affine().isPresent() ? SCANNER : 0;
  }

  int qformCode() {
    return scan.affine().isPresent() && !sheared ? SCANNER : 0;
  }

  /** Handedness and the steps. */
  double[] pixdim() {
    double[] pixdim = new double[8];
    pixdim[0] = flipped ? -1 : 1;
    System.arraycopy(spacing, 0, pixdim, 1, 7);
    return pixdim;
  }

  double[] srows() {
    return scan.affine().map(Affine::rows).orElse(new double[12]);
  }

  /** b, c, d and the offsets; the rotation's quaternion with a ≥ 0, from its largest component. */
  double[] quaternion() {
    if (qformCode() == 0) {
      return new double[6];
    }
    double[][] m = rotation;
    double[] squares = {
      1 + m[0][0] + m[1][1] + m[2][2],
      1 + m[0][0] - m[1][1] - m[2][2],
      1 - m[0][0] + m[1][1] - m[2][2],
      1 - m[0][0] - m[1][1] + m[2][2]
    };
    int largest = 0;
    for (int i = 1; i < 4; i++) {
      largest = squares[i] > squares[largest] ? i : largest;
    }
    double s = 2 * Math.sqrt(squares[largest]);
    double x = m[2][1] - m[1][2];
    double y = m[0][2] - m[2][0];
    double z = m[1][0] - m[0][1];
    double xy = m[0][1] + m[1][0];
    double xz = m[0][2] + m[2][0];
    double yz = m[1][2] + m[2][1];
    double[] q =
        switch (largest) {
          case 0 -> new double[] {s * s / 4, x, y, z};
          case 1 -> new double[] {x, s * s / 4, xy, xz};
          case 2 -> new double[] {y, xy, s * s / 4, yz};
          default -> new double[] {z, xz, yz, s * s / 4};
        };
    double sign = q[0] < 0 ? -1 / s : 1 / s;
    Affine affine = scan.affine().orElseThrow();
    return new double[] {
      q[1] * sign, q[2] * sign, q[3] * sign, affine.at(0, 3), affine.at(1, 3), affine.at(2, 3)
    };
  }
}
