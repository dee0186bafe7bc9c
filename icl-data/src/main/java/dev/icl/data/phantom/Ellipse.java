package dev.icl.data.phantom;

/**
 * A filled ellipse in the plane, in mm.
 *
 * @param x centre
 * @param y centre
 * @param a half axis along the direction {@code (cos, sin)}
 * @param b half axis across it
 * @param cos of the direction
 * @param sin of the direction
 */
record Ellipse(double x, double y, double a, double b, double cos, double sin) {
  static Ellipse of(double x, double y, double a, double b, double angle) {
    return new Ellipse(x, y, a, b, StrictMath.cos(angle), StrictMath.sin(angle));
  }

  static Ellipse circle(double x, double y, double radius) {
    return new Ellipse(x, y, radius, radius, 1, 0);
  }

  boolean contains(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    double u = (cos * dx + sin * dy) / a;
    double v = (cos * dy - sin * dx) / b;
    return u * u + v * v <= 1;
  }

  Ellipse grown(double margin) {
    return new Ellipse(x, y, a + margin, b + margin, cos, sin);
  }
}
