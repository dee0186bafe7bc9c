package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.HostTensor;

/** The tolerance of a float32 engine relative to the float64 reference. */
final class Closeness {
  /** Of forward results, relative to the tensor's norm. */
  static final double FORWARD_TOLERANCE = 1e-5;

  /** Of gradients, relative to the tensor's norm; finite differences add their own error. */
  static final double GRADIENT_TOLERANCE = 1e-4;

  private Closeness() {}

  /**
   * Equal type and shape, and an Euclidean distance of at most the tolerance times the expected
   * tensor's norm, or times 1 where that is smaller, for sums that cancel.
   */
  static void assertClose(String what, HostTensor actual, HostTensor expected, double tolerance) {
    assertThat(actual).as(what + " is missing").isNotNull();
    assertThat(actual.dtype()).as("type of " + what).isEqualTo(expected.dtype());
    assertThat(actual.shape()).as("shape of " + what).isEqualTo(expected.shape());
    if (!expected.dtype().isFloating()) {
      assertThat(actual.toDoubles()).as(what).containsExactly(expected.toDoubles());
      return;
    }
    double distance = 0;
    double norm = 0;
    for (int i = 0; i < expected.size(); i++) {
      boolean same = actual.get(i) == expected.get(i); // infinities have no difference
      double difference = same ? 0 : actual.get(i) - expected.get(i);
      distance += difference * difference;
      norm += expected.get(i) * expected.get(i);
    }
    assertThat(Math.sqrt(distance))
        .as("distance of " + what + " from the reference, norm " + Math.sqrt(norm))
        .isLessThanOrEqualTo(tolerance * Math.max(Math.sqrt(norm), 1));
  }
}
