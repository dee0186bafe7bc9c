package dev.icl.bench.conformance;

import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;

/**
 * Buffers whose values a constructor computes: counters, the places of tokens in windows, masks. A
 * fixture may leave them out, hold them in full, or as samples that are to be compared.
 */
final class ComputedBuffers {
  private static final RandomKey NO_DRAWS = RandomKey.of(0);
  private static final String INDEX = ".relative_position_index";
  private static final String MASK = ".attn_mask";

  private ComputedBuffers() {}

  /** Whether a fixture need not hold a variable. */
  static boolean mayBeMissing(VariableSpec spec) {
    return spec.kind() == VariableKind.BUFFER
        && (!spec.dtype().isFloating() || spec.name().endsWith(MASK));
  }

  /** The value that a constructor gives a variable. */
  static HostTensor value(VariableSpec spec) {
    return spec.initializer().create(spec.dtype(), spec.shape(), NO_DRAWS);
  }

  /** Compares those of a training with what its fixture holds of them. */
  static void compare(FixtureCase training, Fixture fixture, FixtureComparison comparison) {
    for (VariableSpec spec : training.method().variables()) {
      if (spec.name().endsWith(INDEX) || spec.name().endsWith(MASK)) {
        if (fixture.containsParameter(spec.name())) {
          HostTensor expected = fixture.parameter(spec.name(), spec.dtype());
          comparison.equal("param/" + spec.name(), value(spec), expected);
        } else {
          comparison.compare("param/" + spec.name(), value(spec));
        }
      }
    }
  }
}
