package dev.icl.core.engine;

import dev.icl.core.tensor.Tensor;
import java.util.Map;

/**
 * A model, a loss or a whole step, written once over {@link Scope} and run by any engine.
 *
 * <p>It is called once per step by an eager engine and once per input signature by a tracing one:
 * it must not read values, draw random numbers by itself, or keep tensors.
 */
@FunctionalInterface
public interface Program {
  /**
   * @param inputs by name, as handed to {@link CompiledProgram#run}
   * @return the outputs to copy to the host, by name
   */
  Map<String, Tensor> apply(Scope scope, ProgramInputs inputs);
}
