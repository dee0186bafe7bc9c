package dev.icl.data.phantom;

/**
 * The departure of a closed contour from a circle: the radius in a direction θ is multiplied by
 * {@code 1 + Σ aₖ cos kθ + bₖ sin kθ}, k = 2, 3, 4. k = 2 makes it an ellipse.
 */
final class Contour {
  private static final int ORDERS = 3;

  private final double[] cosine = new double[ORDERS];
  private final double[] sine = new double[ORDERS];

  Contour(Draw draw, double spread) {
    for (int i = 0; i < ORDERS; i++) {
      cosine[i] = draw.about(0, spread / (i + 1));
      sine[i] = draw.about(0, spread / (i + 1));
    }
  }

  /** The factor in the direction of the unit vector {@code (c, s)}. */
  double factor(double c, double s) {
    double factor = 1;
    double ck = c;
    double sk = s;
    for (int i = 0; i < ORDERS; i++) {
      double next = ck * c - sk * s;
      sk = sk * c + ck * s;
      ck = next;
      factor += cosine[i] * ck + sine[i] * sk;
    }
    return factor;
  }
}
