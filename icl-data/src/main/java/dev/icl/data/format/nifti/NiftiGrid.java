package dev.icl.data.format.nifti;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.Affine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The grid of a header by the standard's precedence: the matrix (sform) if its code is positive,
 * else the quaternion (qform) if its code is, else the steps alone (method 1), axes taken as right,
 * anterior and superior. All in mm, whatever unit the header names.
 */
final class NiftiGrid {
  private static final double MM_PER_METRE = 1000;
  private static final double MM_PER_MICRON = 0.001;

  private final NiftiHeader header;
  private final Path file;

  NiftiGrid(NiftiHeader header, Path file) {
    this.header = header;
    this.file = file;
  }

  /**
   * The affine; empty if neither form is given and steps are missing.
   *
   * @throws UserException if the form that counts is unusable
   */
  Optional<Affine> affine() {
    if (header.sformCode() > 0) {
      return Optional.of(affine("sform", header.srows()));
    }
    if (header.qformCode() > 0) {
      return Optional.of(affine("qform", quaternionRows()));
    }
    double[] p = header.pixdim();
    boolean stepsKnown =
        Arrays.stream(p, 1, 4).allMatch(step -> step != 0 && Double.isFinite(step));
    if (!stepsKnown) {
      return Optional.empty();
    }
    double[] rows = {Math.abs(p[1]), 0, 0, 0, 0, Math.abs(p[2]), 0, 0, 0, 0, Math.abs(p[3]), 0};
    return Optional.of(affine("pixdim", rows));
  }

  /** The step along an axis behind the third, in the file's own unit; 1 where it makes no sense. */
  double stepBeyondSpace(int axis) {
    double step = Math.abs(header.pixdim()[axis + 1]);
    return step > 0 && Double.isFinite(step) ? step : 1;
  }

  private Affine affine(String form, double[] rows) {
    double scale =
        switch (header.units() & 7) {
          case 1 -> MM_PER_METRE;
          case 3 -> MM_PER_MICRON;
          default -> 1;
        };
    try {
      return Affine.ofRows(Arrays.stream(rows).map(v -> v * scale).toArray());
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s has an unusable grid: its %s gives %s, and %s; repair the header."
              .formatted(file, form, Arrays.toString(rows), e.getMessage()),
          e);
    }
  }

  /** The rotation of the quaternion, its columns scaled by the steps. */
  private double[] quaternionRows() {
    double[] q = header.quaternion();
    double b = q[0];
    double c = q[1];
    double d = q[2];
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
    double[] p = header.pixdim();
    double x = Math.abs(p[1]);
    double y = Math.abs(p[2]);
    double z = p[0] < 0 ? -Math.abs(p[3]) : Math.abs(p[3]);
    return new double[] {
      (a * a + b * b - c * c - d * d) * x,
      2 * (b * c - a * d) * y,
      2 * (b * d + a * c) * z,
      q[3],
      2 * (b * c + a * d) * x,
      (a * a + c * c - b * b - d * d) * y,
      2 * (c * d - a * b) * z,
      q[4],
      2 * (b * d - a * c) * x,
      2 * (c * d + a * b) * y,
      (a * a + d * d - c * c - b * b) * z,
      q[5]
    };
  }
}
