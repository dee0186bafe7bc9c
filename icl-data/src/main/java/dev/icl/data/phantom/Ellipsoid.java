package dev.icl.data.phantom;

/**
 * A filled ellipsoid in mm, in coordinates (x, y, z).
 *
 * @param x centre
 * @param y centre
 * @param z centre
 * @param form the symmetric matrix Q of {@code dᵀ Q d ≤ 1}: xx, xy, xz, yy, yz, zz; not written to
 * @param reachY half of its extent along y
 * @param reachZ half of its extent along z
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Ellipsoid(double x, double y, double z, double[] form, double reachY, double reachZ) {
  /**
   * A place and three half axes, not turned.
   *
   * @param x centre
   * @param y centre
   * @param z centre
   * @param a half axis along x
   * @param b half axis along y
   * @param c half axis along z
   */
  record Axes(double x, double y, double z, double a, double b, double c) {}

  /**
   * An ellipsoid turned about its centre.
   *
   * @param axes centre and half axes
   * @param turn about z, radians
   * @param tilt about x, before it is turned, radians
   */
  static Ellipsoid turned(Axes axes, double turn, double tilt) {
    double ct = StrictMath.cos(turn);
    double st = StrictMath.sin(turn);
    double cu = StrictMath.cos(tilt);
    double su = StrictMath.sin(tilt);
    double[][] directions = {{ct, st, 0}, {-st * cu, ct * cu, su}, {st * su, -ct * su, cu}};
    double[] halves = {axes.a(), axes.b(), axes.c()};
    double[] form = new double[6];
    double spreadY = 0;
    double spreadZ = 0;
    for (int k = 0; k < 3; k++) {
      double[] d = directions[k];
      double square = halves[k] * halves[k];
      form[0] += d[0] * d[0] / square;
      form[1] += d[0] * d[1] / square;
      form[2] += d[0] * d[2] / square;
      form[3] += d[1] * d[1] / square;
      form[4] += d[1] * d[2] / square;
      form[5] += d[2] * d[2] / square;
      spreadY += d[1] * d[1] * square;
      spreadZ += d[2] * d[2] * square;
    }
    return new Ellipsoid(
        axes.x(), axes.y(), axes.z(), form, Math.sqrt(spreadY), Math.sqrt(spreadZ));
  }

  /** The middle, along x, of the row through (y, z). */
  double middle(double py, double pz) {
    return x - across(py - y, pz - z) / form[0];
  }

  /**
   * Half of the length of the row through (y, z), along x.
   *
   * @return mm; negative where the row does not meet the ellipsoid
   */
  double half(double py, double pz) {
    double dy = py - y;
    double dz = pz - z;
    double across = across(dy, dz);
    double rest = form[3] * dy * dy + 2 * form[4] * dy * dz + form[5] * dz * dz - 1;
    double root = across * across - form[0] * rest;
    return root < 0 ? -1 : Math.sqrt(root) / form[0];
  }

  private double across(double dy, double dz) {
    return form[1] * dy + form[2] * dz;
  }
}
