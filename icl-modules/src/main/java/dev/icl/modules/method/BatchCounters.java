package dev.icl.modules.method;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;

/**
 * The update of batch norm's {@code num_batches_tracked}. Training steps do not count themselves
 * ({@link BatchNorm} says why): code that saves or compares the state calls this first.
 */
public final class BatchCounters {
  private BatchCounters() {}

  /**
   * Adds what training steps would have added.
   *
   * @param variables the engine's state
   * @param method the one that was trained
   * @param steps the trace of its steps
   * @param from the step, counted from 0, up to which the counters are right
   * @param to how many steps were made
   */
  public static void advance(
      Variables variables, Method method, StepTrace steps, int from, int to) {
    advance(variables, method, steps, from, to, 1);
  }

  /**
   * The same for steps of several micro-batches.
   *
   * @param variables the engine's state
   * @param method the one that was trained
   * @param steps the trace of its steps
   * @param from the step, counted from 0, up to which the counters are right
   * @param to the number of steps that were made
   * @param parts micro-batches of a step, each of which passes through every layer
   */
  public static void advance(
      Variables variables, Method method, StepTrace steps, int from, int to, int parts) {
    for (VariableSpec spec : method.variables()) {
      if (spec.name().endsWith(BatchNorm.COUNTER)) {
        long count = (long) variables.read(spec.name()).item();
        long passes = steps.passes(spec.name(), from, to) * parts;
        variables.write(spec.name(), HostTensor.of(Shape.scalar(), count + passes));
      }
    }
  }
}
