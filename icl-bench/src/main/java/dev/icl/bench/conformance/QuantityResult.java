package dev.icl.bench.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How one quantity compares.
 *
 * @param group what it belongs to: {@code out}, {@code loss}, {@code eval}, {@code grad}, {@code
 *     after}, {@code traj}, {@code dbg}, {@code final}
 * @param name its key in the fixture
 * @param error relative unless the tolerance's source says otherwise; infinite if it is missing
 * @param tolerance the most it may be; infinite for quantities that only inform
 */
public record QuantityResult(String group, String name, double error, double tolerance) {
  /** Whether the error is within the tolerance. */
  @JsonProperty("pass")
  public boolean pass() {
    return error <= tolerance;
  }

  /** The error as a multiple of the tolerance: the larger, the worse. */
  double severity() {
    if (tolerance == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return tolerance == 0 ? (error == 0 ? 0 : Double.POSITIVE_INFINITY) : error / tolerance;
  }
}
