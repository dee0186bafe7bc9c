package dev.icl.bench.conformance;

import dev.icl.core.tensor.HostTensor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Expected values of a tensor.
 *
 * @param key its key in the fixture
 * @param values all of them, or samples
 * @param places gives the flat indices of the samples for a tensor of so many elements; null where
 *     the values are whole
 */
record Reference(String key, double[] values, @Nullable IntFunction<HostTensor> places) {

  /** The actual values at the same places; shorter or longer than expected if sizes differ. */
  double[] pick(HostTensor actual) {
    if (places == null) {
      return actual.toDoubles();
    }
    HostTensor indices = places.apply(actual.size());
    double[] picked = new double[Math.min(values.length, indices.size())];
    for (int i = 0; i < picked.length; i++) {
      int at = (int) indices.get(i);
      picked[i] = at >= 0 && at < actual.size() ? actual.get(at) : Double.NaN;
    }
    return picked;
  }

  /**
   * {@code ‖actual − expected‖ / ‖expected‖}, or the numerator alone where the denominator is 0;
   * infinite if the sizes differ or a value is missing.
   */
  double relativeError(HostTensor actual) {
    double[] a = pick(actual);
    if (a.length != values.length) {
      return Double.POSITIVE_INFINITY;
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < a.length; i++) {
      double d = a[i] - values[i];
      difference += d * d;
      norm += values[i] * values[i];
    }
    return orInfinite(Math.sqrt(difference) / (norm == 0 ? 1 : Math.sqrt(norm)));
  }

  /** {@code max |actual − expected|}; infinite as for {@link #relativeError}. */
  double absoluteError(HostTensor actual) {
    double[] a = pick(actual);
    if (a.length != values.length) {
      return Double.POSITIVE_INFINITY;
    }
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, orInfinite(Math.abs(a[i] - values[i])));
    }
    return worst;
  }

  private static double orInfinite(double error) {
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }
}
