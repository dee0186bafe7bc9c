package dev.icl.bench.conformance;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects how found values compare with a fixture's. The tolerances are those of float32 against
 * the double-precision run of the authors' program: 1e-5 relative for outputs, losses, buffers and
 * evaluation, 5e-5 for the attention maps of the third scale and beyond, that of the network for
 * gradients, 1e-6 absolute where a gradient is zero by analysis. Where the expected value itself is
 * single precision, both sides carry rounding and relative tolerances are twice that.
 */
final class FixtureComparison {
  private static final double VALUES = 1e-5;
  private static final double SHALLOW_MAPS = 5e-5;
  private static final double ZERO_GRADIENTS = 1e-6;
  private static final double SINGLE_PRECISION = 2;
  private static final double TRAJECTORY = 1e-4;
  private static final double TRAJECTORY_NOISE = 20;
  private static final double OWN_NOISE = 1.5;
  private static final Pattern SHALLOW =
      Pattern.compile("out/(sspa_lab|sspa_unlab|uscl_unlab)/([2-9]|\\d\\d+)");

  private static final Pattern JUDGED =
      Pattern.compile("(out|loss|eval|grad|after)/.*|traj/(?!lr$).*");

  private final Fixture fixture;
  private final double gradients;
  private final List<QuantityResult> results = new ArrayList<>();
  private final Set<String> computed = new HashSet<>();

  /**
   * @param gradients the relative tolerance of gradients
   */
  FixtureComparison(Fixture fixture, double gradients) {
    this.fixture = fixture;
    this.gradients = gradients;
  }

  List<QuantityResult> results() {
    return List.copyOf(results);
  }

  /** Compares a value with whatever the fixture expects of it; nothing is expected of some. */
  void compare(String name, HostTensor actual) {
    double tolerance = SHALLOW.matcher(name).matches() ? SHALLOW_MAPS : VALUES;
    for (Reference r : references(name)) {
      add(r.key(), r.relativeError(actual), tolerance * rounding(r));
    }
  }

  /** Compares a value that is computed exactly. */
  void equal(String key, HostTensor actual, HostTensor expected) {
    Reference reference = new Reference(key, expected.toDoubles(), null);
    add(key, reference.absoluteError(actual), 0);
  }

  /** Reports a value without judging it. */
  void inform(String name, HostTensor actual) {
    for (Reference r : references(name)) {
      add(r.key(), r.relativeError(actual), Double.POSITIVE_INFINITY);
    }
  }

  /**
   * The comparison of a gradient, without taking it into the results.
   *
   * @param actual null if there is none
   * @param zero whether it is zero but for rounding
   */
  List<QuantityResult> judged(String name, @Nullable HostTensor actual, boolean zero) {
    List<QuantityResult> found = new ArrayList<>();
    for (Reference r : references(name)) {
      double tolerance = zero ? ZERO_GRADIENTS : gradients * rounding(r);
      double error =
          actual == null
              ? Double.POSITIVE_INFINITY
              : zero ? r.absoluteError(actual) : r.relativeError(actual);
      found.add(result(r.key(), error, tolerance));
    }
    return found;
  }

  /** Takes results in. */
  void add(List<QuantityResult> found) {
    results.addAll(found);
  }

  /** A gradient that must not be there: weight decay would move the parameter if it were. */
  QuantityResult absent(String name, @Nullable HostTensor actual) {
    computed.add(name);
    return result(name, actual == null ? 0 : Double.POSITIVE_INFINITY, 0);
  }

  /**
   * Compares a loss term over the steps of the trajectory and reports the step nearest to its
   * tolerance, or furthest beyond it; errors are absolute. Where the authors' program itself, in
   * single precision, uses up the tolerance but for a third or exceeds it, there is half as much
   * again as that run was off, and never more than half as much again as elsewhere.
   */
  void trajectory(String term, List<Double> actual) {
    List<Reference> references = references("traj/" + term);
    if (references.isEmpty()) {
      return;
    }
    Reference r = references.get(0);
    String noise = "tol/traj/" + term;
    double[] noises =
        fixture.contains(noise)
            ? fixture.tensor(noise, DType.F64).toDoubles()
            : new double[r.values().length];
    double[] own = singlePrecision(term, r);
    if (noises.length != r.values().length
        || own.length != r.values().length
        || actual.size() != r.values().length) {
      add(r.key(), Double.POSITIVE_INFINITY, TRAJECTORY);
      return;
    }
    @Nullable QuantityResult worst = null;
    for (int t = 0; t < noises.length; t++) {
      double expected = r.values()[t];
      double error = Math.abs(actual.get(t) - expected);
      double allowed = TRAJECTORY_NOISE * noises[t];
      double apart = OWN_NOISE * Math.abs(own[t] - expected);
      double tolerance =
          Math.max(
              TRAJECTORY * Math.abs(expected),
              Math.max(allowed, Math.min(apart, OWN_NOISE * allowed)));
      QuantityResult result =
          new QuantityResult(
              "traj",
              "%s[%d]".formatted(r.key(), t),
              Double.isNaN(error) ? Double.POSITIVE_INFINITY : error,
              tolerance);
      if (worst == null || result.severity() > worst.severity()) {
        worst = result;
      }
    }
    if (worst != null) {
      results.add(worst);
    }
  }

  /** The values of the authors' program in single precision; the expected ones if unknown. */
  private double[] singlePrecision(String term, Reference expected) {
    String name = "traj/" + term;
    return expected.key().endsWith(Fixture.DOUBLE) && fixture.contains(name)
        ? fixture.tensor(name, DType.F64).toDoubles()
        : expected.values();
  }

  /** Fails every expected quantity that nothing was compared with. */
  void requireAllCompared() {
    for (String key : fixture.names()) {
      String name = Fixture.quantity(key);
      if (JUDGED.matcher(name).matches() && !computed.contains(name)) {
        add(key, Double.POSITIVE_INFINITY, 0);
      }
    }
  }

  private List<Reference> references(String name) {
    computed.add(name);
    return fixture.references(name);
  }

  private static double rounding(Reference reference) {
    return reference.key().endsWith(Fixture.DOUBLE) ? 1 : SINGLE_PRECISION;
  }

  private void add(String key, double error, double tolerance) {
    results.add(result(key, error, tolerance));
  }

  private static QuantityResult result(String key, double error, double tolerance) {
    String name = key.startsWith("sub/") ? key.substring(4) : key;
    return new QuantityResult(name.substring(0, name.indexOf('/')), key, error, tolerance);
  }
}
