package dev.icl.core.engine;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.List;
import java.util.Map;

/**
 * A {@link Program} made callable by an engine. Calls of several threads take turns with all others
 * on that engine.
 */
public interface CompiledProgram extends AutoCloseable {
  /**
   * Runs one step of a single batch; the same as {@link #run(List, RandomKey)} of it alone.
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
  default Map<String, HostTensor> run(Map<String, HostTensor> inputs, RandomKey key) {
    return run(List.of(inputs), key);
  }

  /**
   * Runs one step of as many micro-batches as {@link Compilation#parts} says. Each passes through
   * the program by itself, one after another; what one assigns to a variable, the next one reads,
   * and each draws from a {@linkplain Compilation#stream stream} of its own. Gradients are means
   * over the micro-batches; the optimiser and the guard act once, and where the guard skips the
   * step, nothing of it has changed.
   *
   * <p>Within a {@linkplain Compilation#group group} of processes, a step of an objective is one of
   * the micro-batches of all of them: results and changes of parameters are the same for all, while
   * what is assigned to a variable stays in its process.
   *
   * @param parts the inputs of each micro-batch; the optimiser's are read from the first
   * @param key the step's random stream
   * @return as for a single batch; of several, or of an objective within a group, the mean of each
   *     output, which must be a floating scalar then
   * @throws IllegalArgumentException if there are not as many as was said
   * @throws IllegalStateException if this or its engine was closed
   */
  Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key);

  /** Frees what the engine holds for this program. The variables stay. Again: does nothing. */
  @Override
  void close();
}
