package dev.icl.core.engine;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.Map;

/**
 * A {@link Program} made callable by an engine. Calls of several threads take turns with all others
 * on that engine.
 */
public interface CompiledProgram extends AutoCloseable {
  /**
   * Runs one step.
   *
   * @param inputs the program's inputs; a training program also takes its optimiser's inputs, such
   *     as {@code learning_rate}. They are read before this returns and may be reused after it.
   * @param key the step's random stream: masks follow from it, with {@link RandomMode#ENGINE} by
   *     way of the engine's own generator
   * @return the program's outputs, and with {@link Compilation#gradients} the gradient of every
   *     parameter the objective depends on, as {@link Gradients} names it; and what {@link
   *     dev.icl.core.optim.GradientGuard} names, where there is one
   * @throws IllegalStateException if this or its engine was closed
   */
  Map<String, HostTensor> run(Map<String, HostTensor> inputs, RandomKey key);

  /** Frees what the engine holds for this program. The variables stay. Again: does nothing. */
  @Override
  void close();
}
