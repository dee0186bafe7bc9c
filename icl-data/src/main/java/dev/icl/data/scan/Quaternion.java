package dev.icl.data.scan;

import java.util.List;

/**
 * The rotation and offset of an affine as NIfTI's quaternion, which tells neither steps nor shear.
 *
 * @param fields b, c, d with a ≥ 0, and the offsets x, y, z
 * @param flipped whether the third axis runs against that of the rotation (a left-handed grid)
 * @param exact whether the affine is without shear, so that nothing is lost
 */
public record Quaternion(List<Double> fields, boolean flipped, boolean exact) {
  private static final double SQUARE = 1e-5;

  /** Keeps its own copy of the list. */
  public Quaternion {
    fields = List.copyOf(fields);
  }

  /** The quaternion of an affine's rotation, from its largest component. */
  public static Quaternion of(Affine affine) {
    boolean flipped = affine.determinant() < 0;
    double[] norms = affine.spacing();
    double[][] m = new double[3][3];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        m[r][c] = affine.at(r, c) / norms[c] * (flipped && c == 2 ? -1 : 1);
      }
    }
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
    List<Double> fields =
        List.of(
            q[1] * sign,
            q[2] * sign,
            q[3] * sign,
            affine.at(0, 3),
            affine.at(1, 3),
            affine.at(2, 3));
    return new Quaternion(fields, flipped, square(m));
  }

  private static boolean square(double[][] m) {
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < a; b++) {
        double dot = m[0][a] * m[0][b] + m[1][a] * m[1][b] + m[2][a] * m[2][b];
        if (Math.abs(dot) > SQUARE) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The first three rows of the affine that a header's fields stand for: the rotation, its columns
   * scaled by the steps; the third is flipped where the handedness is negative.
   *
   * @param q b, c, d and the offsets
   * @param pixdim handedness, then the steps
   */
  static List<Double> rows(List<Double> q, List<Double> pixdim) {
    double b = q.get(0);
    double c = q.get(1);
    double d = q.get(2);
    double rest = 1 - (b * b + c * c + d * d);
    double a;
    if (rest < 1e-7) {
      // Rounding of single precision: a half turn.
      double norm = Math.sqrt(b * b + c * c + d * d);
      b /= norm;
      c /= norm;
      d /= norm;
      a = 0;
    } else {
      a = Math.sqrt(rest);
    }
    double x = Math.abs(pixdim.get(1));
    double y = Math.abs(pixdim.get(2));
    double z = pixdim.get(0) < 0 ? -Math.abs(pixdim.get(3)) : Math.abs(pixdim.get(3));
    return List.of(
        (a * a + b * b - c * c - d * d) * x,
        2 * (b * c - a * d) * y,
        2 * (b * d + a * c) * z,
        q.get(3),
        2 * (b * c + a * d) * x,
        (a * a + c * c - b * b - d * d) * y,
        2 * (c * d - a * b) * z,
        q.get(4),
        2 * (b * d - a * c) * x,
        2 * (c * d + a * b) * y,
        (a * a + d * d - c * c - b * b) * z,
        q.get(5));
  }
}
