package dev.icl.bench.conformance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.icl.core.json.AnyNumber;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of one quantity with its reference.
 *
 * @param group the group it belongs to: {@code out}, {@code loss}, {@code eval}, {@code grad},
 *     {@code after}, {@code traj}, {@code dbg}, {@code final}
 * @param name its key in the fixture
 * @param error relative unless the tolerance's source says otherwise; infinite if it is missing
 * @param tolerance the most it may be; infinite for quantities that only inform
 * @param settled the error once every element near a kink lies where it does in the reference; null
 *     where nothing had to be settled, or could not be
 */
public record QuantityResult(
    String group,
    String name,
    @JsonSerialize(using = AnyNumber.class) double error,
    @JsonSerialize(using = AnyNumber.class) double tolerance,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSerialize(using = AnyNumber.class)
        @Nullable Double settled) {
  /**
   * A quantity without kinks.
   *
   * @param group the group it belongs to, such as {@code out} or {@code grad}
   * @param name its key in the fixture
   * @param error relative unless the tolerance's source says otherwise; infinite if it is missing
   * @param tolerance the largest allowed error; infinite for quantities that only inform
   */
  public QuantityResult(String group, String name, double error, double tolerance) {
    this(group, name, error, tolerance, null);
  }

  /** Whether the error is within the tolerance, but for kinks. */
  @JsonProperty("pass")
  public boolean pass() {
    return judged() <= tolerance;
  }

  /** Whether kinks alone account for an error beyond the tolerance. */
  @JsonProperty("kink")
  public boolean kink() {
    return settled != null && error > tolerance && settled <= tolerance;
  }

  /** This with the error that is left once its kinks are settled. */
  QuantityResult settledAt(double left) {
    return new QuantityResult(group, name, error, tolerance, left);
  }

  /** The error that is compared with the tolerance. */
  double judged() {
    return settled != null && kink() ? settled : error;
  }

  /** The error as a multiple of the tolerance: the larger, the worse. */
  double severity() {
    if (tolerance == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double judged = judged();
    return tolerance == 0 ? (judged == 0 ? 0 : Double.POSITIVE_INFINITY) : judged / tolerance;
  }
}
