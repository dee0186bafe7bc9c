package dev.icl.data.scan;

import java.util.Arrays;

/**
 * From voxel indices to millimetres: {@code [x, y, z, 1]ᵀ = A · [i, j, k, 1]ᵀ}, where {@code x}
 * grows to the patient's right, {@code y} to the front (anterior) and {@code z} to the head
 * (superior), as in NIfTI. Immutable.
 */
public final class Affine {
  private final double[] rows;

  private Affine(double[] rows) {
    this.rows = rows;
  }

  /**
   * An affine of its first three rows; the fourth is {@code 0 0 0 1}.
   *
   * @param rows 12 numbers, row by row, in mm
   * @throws IllegalArgumentException if there are not 12, one is not finite, or the matrix has no
   *     inverse
   */
  public static Affine ofRows(double... rows) {
    if (rows.length != 12) {
      throw new IllegalArgumentException(rows.length + " numbers for the 12 of an affine");
    }
    Affine affine = new Affine(rows.clone());
    for (double value : rows) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("the affine holds " + value);
      }
    }
    double[] spacing = affine.spacing();
    double volume = spacing[0] * spacing[1] * spacing[2];
    // Relative to the voxel, so that small voxels are as good as large ones.
    if (!(Math.abs(affine.determinant()) > 1e-9 * volume) || !Double.isFinite(volume)) {
      throw new IllegalArgumentException("the affine has no inverse");
    }
    return affine;
  }

  /**
   * Axes along right, anterior and superior; the first voxel at the origin.
   *
   * @param i mm between neighbours along the first axis
   * @param j along the second
   * @param k along the third
   * @throws IllegalArgumentException if one is zero or not finite
   */
  public static Affine ofSpacing(double i, double j, double k) {
    return ofRows(i, 0, 0, 0, 0, j, 0, 0, 0, 0, k, 0);
  }

  /**
   * One number of the 4×4 matrix.
   *
   * @param row 0 to 3
   * @param column 0 to 3
   */
  public double at(int row, int column) {
    if (row < 0 || row > 3 || column < 0 || column > 3) {
      throw new IndexOutOfBoundsException("no element " + row + ", " + column + " in 4 by 4");
    }
    if (row == 3) {
      return column == 3 ? 1 : 0;
    }
    return rows[4 * row + column];
  }

  /** A copy of the first three rows, 12 numbers. */
  public double[] rows() {
    return rows.clone();
  }

  /** Millimetres between neighbouring voxels along each of the three axes. */
  public double[] spacing() {
    double[] spacing = new double[3];
    for (int c = 0; c < 3; c++) {
      spacing[c] = Math.hypot(Math.hypot(rows[c], rows[4 + c]), rows[8 + c]);
    }
    return spacing;
  }

  /** Determinant of the 3×3 part: negative for a left-handed grid; its size is mm³ a voxel. */
  public double determinant() {
    double[] m = rows;
    return m[0] * (m[5] * m[10] - m[6] * m[9])
        - m[1] * (m[4] * m[10] - m[6] * m[8])
        + m[2] * (m[4] * m[9] - m[5] * m[8]);
  }

  /** The direction of each axis. */
  public Orientation orientation() {
    return Orientation.of(this);
  }

  /** The same grid with its three axes listed in reverse. */
  public Affine reversed() {
    double[] m = rows;
    return new Affine(
        new double[] {m[2], m[1], m[0], m[3], m[6], m[5], m[4], m[7], m[10], m[9], m[8], m[11]});
  }

  /**
   * The position of a voxel, in mm: {@code [x, y, z]}.
   *
   * @param i index along the first voxel axis
   * @param j index along the second voxel axis
   * @param k index along the third voxel axis
   */
  public double[] apply(double i, double j, double k) {
    double[] out = new double[3];
    for (int r = 0; r < 3; r++) {
      out[r] = rows[4 * r] * i + rows[4 * r + 1] * j + rows[4 * r + 2] * k + rows[4 * r + 3];
    }
    return out;
  }

  /**
   * Whether no number of another affine is farther off than a tolerance.
   *
   * @param tolerance in mm
   */
  public boolean closeTo(Affine other, double tolerance) {
    for (int i = 0; i < 12; i++) {
      if (!(Math.abs(rows[i] - other.rows[i]) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The largest angle between an axis and the same axis of another affine, in degrees: 0 to 180.
   * Steps and offsets do not count.
   */
  public double degreesTo(Affine other) {
    double[] here = spacing();
    double[] there = other.spacing();
    double least = 1;
    for (int c = 0; c < 3; c++) {
      double dot = 0;
      for (int r = 0; r < 3; r++) {
        dot += rows[4 * r + c] / here[c] * (other.rows[4 * r + c] / there[c]);
      }
      least = Math.min(least, dot);
    }
    return Math.toDegrees(Math.acos(Math.max(-1, least)));
  }

  /**
   * The same axes and offset with other steps.
   *
   * @param steps mm between neighbours along each axis
   * @throws IllegalArgumentException if the result has no inverse
   */
  public Affine withSpacing(double... steps) {
    double[] now = spacing();
    double[] out = rows.clone();
    for (int c = 0; c < 3; c++) {
      for (int r = 0; r < 3; r++) {
        out[4 * r + c] *= steps[c] / now[c];
      }
    }
    return ofRows(out);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Affine affine && Arrays.equals(rows, affine.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows);
  }

  @Override
  public String toString() {
    return "Affine" + Arrays.toString(rows);
  }
}
