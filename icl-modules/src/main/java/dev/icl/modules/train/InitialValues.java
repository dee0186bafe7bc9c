package dev.icl.modules.train;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DirectMemory;
import dev.icl.core.tensor.HostTensor;
import java.util.List;
import java.util.Optional;

/**
 * The values that variables begin with: given ones, or else fresh ones, each drawn from the stream
 * of its name.
 *
 * @param key the parent of those streams
 * @param given the values that are not drawn
 */
record InitialValues(RandomKey key, Given given) {
  /** None is given. */
  static final Given FRESH = spec -> Optional.empty();

  /** Values of some variables. */
  @FunctionalInterface
  interface Given {
    /** The value of a variable; empty where it is to be drawn. */
    Optional<HostTensor> of(VariableSpec spec);
  }

  /** Makes the variables one by one, so that no more than one value is in memory beside them. */
  void createIn(Variables variables, List<VariableSpec> specs) {
    DirectMemory memory = new DirectMemory();
    for (VariableSpec spec : specs) {
      HostTensor value = given.of(spec).orElseGet(() -> fresh(spec));
      variables.create(spec, value);
      memory.dropped(value);
    }
  }

  private HostTensor fresh(VariableSpec spec) {
    return spec.initializer().create(spec.dtype(), spec.shape(), key.child(spec.name()));
  }
}
