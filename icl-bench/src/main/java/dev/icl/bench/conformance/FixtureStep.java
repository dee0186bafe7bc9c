package dev.icl.bench.conformance;

import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.Method;
import java.util.Map;

/** The training step that a fixture was made with. */
interface FixtureStep {
  /** The method that it is a step of. */
  Method method();

  /**
   * Everything that a fixture may expect of a step in training mode.
   *
   * @param scope the running program
   * @param inputs the tensors of a batch
   * @return by the names of fixtures, and {@link Method#OBJECTIVE}
   */
  Map<String, Tensor> outputs(Scope scope, ProgramInputs inputs);
}
