package dev.icl.bench.conformance;

import dev.icl.core.engine.Gradients;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.HostTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The gradients of a step, compared with a fixture's. */
final class FixtureGradients {
  private final FixtureCase training;
  private final FixtureComparison comparison;
  private final Set<String> without;
  private final Set<String> zero;
  private final boolean inDoublePrecision;

  FixtureGradients(FixtureCase training, Fixture fixture, FixtureComparison comparison) {
    this.training = training;
    this.comparison = comparison;
    this.without = fixture.list("no_grad_params");
    this.zero = new HashSet<>(fixture.list("zero_grad_params"));
    this.zero.addAll(training.kind().vanishing(fixture));
    this.inDoublePrecision =
        fixture.names().stream()
            .anyMatch(
                key -> key.endsWith(Fixture.DOUBLE) && Gradients.isName(Fixture.quantity(key)));
  }

  /** Whether any expected gradient, or samples of one, is in double precision. */
  boolean inDoublePrecision() {
    return inDoublePrecision;
  }

  /** The comparison of every expected gradient, and of every one that must not be there. */
  List<QuantityResult> judged(Map<String, HostTensor> found) {
    List<QuantityResult> results = new ArrayList<>();
    for (VariableSpec spec : training.method().variables()) {
      String name = Gradients.name(spec.name());
      if (without.contains(spec.name())) {
        results.add(comparison.absent(name, found.get(name)));
      } else if (spec.kind() == VariableKind.PARAMETER) {
        results.addAll(comparison.judged(name, found.get(name), zero.contains(spec.name())));
      }
    }
    return results;
  }

  /**
   * The results of a step as it was, with those that failed settled by another one.
   *
   * @param found outputs of the step with every element on the reference's side of its kink
   */
  List<QuantityResult> settled(List<QuantityResult> judged, Map<String, HostTensor> found) {
    Map<String, Double> errors = new HashMap<>();
    judged(found).forEach(result -> errors.put(result.name(), result.error()));
    return judged.stream()
        .map(r -> r.pass() ? r : r.settledAt(errors.getOrDefault(r.name(), Double.NaN)))
        .toList();
  }
}
