package dev.icl.bench.parity;

import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.tensor.HostTensor;
import java.nio.file.Path;

/** The distance between the gradients of two engines. */
final class GradientDistance {
  /**
   * A gradient this much smaller than that of all parameters together is rounding: before a batch
   * normalisation a bias has none.
   */
  private static final double ROUNDING = 1e-5;

  private GradientDistance() {}

  /**
   * The largest distance of a variable's gradient.
   *
   * @param relative {@code ‖b − a‖ / ‖a‖}; infinite if b has no such gradient, or either is not
   *     finite
   * @param variable the variable of the gradient
   */
  record Distance(double relative, String variable) {}

  static Distance between(Path reference, Path other) {
    try (SafetensorsFile a = SafetensorsFile.open(reference);
        SafetensorsFile b = SafetensorsFile.open(other)) {
      double whole = 0;
      for (String name : a.names()) {
        double squares = squares(a.read(name));
        if (!Double.isFinite(squares)) {
          return new Distance(Double.POSITIVE_INFINITY, name);
        }
        whole += squares;
      }
      Distance largest = new Distance(0, a.names().isEmpty() ? "" : a.names().get(0));
      for (String name : a.names()) {
        HostTensor wanted = a.read(name);
        double norm = Math.sqrt(squares(wanted));
        if (norm > ROUNDING * Math.sqrt(whole)) {
          double distance =
              b.contains(name) ? difference(wanted, b.read(name)) / norm : Double.POSITIVE_INFINITY;
          if (!Double.isFinite(distance)) {
            return new Distance(Double.POSITIVE_INFINITY, name);
          }
          if (distance > largest.relative()) {
            largest = new Distance(distance, name);
          }
        }
      }
      return largest;
    }
  }

  private static double squares(HostTensor tensor) {
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      sum += tensor.get(i) * tensor.get(i);
    }
    return sum;
  }

  private static double difference(HostTensor a, HostTensor b) {
    if (!a.shape().equals(b.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      double d = b.get(i) - a.get(i);
      sum += d * d;
    }
    return Math.sqrt(sum);
  }
}
