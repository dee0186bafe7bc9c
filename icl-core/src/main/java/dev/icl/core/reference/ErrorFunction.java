package dev.icl.core.reference;

/** The Gauss error function. */
final class ErrorFunction {
  private ErrorFunction() {}

  /**
   * By the series {@code 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!}, whose terms all have one sign,
   * so that nothing cancels.
   */
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = 0;
    for (int n = 0; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 3);
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
