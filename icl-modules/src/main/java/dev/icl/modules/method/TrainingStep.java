package dev.icl.modules.method;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.Map;

/**
 * A method's step made callable on an engine: one program or several, and what comes between them.
 * Not for several threads at once.
 */
public interface TrainingStep extends AutoCloseable {
  /**
   * Makes one step.
   *
   * @param iteration which one, from 0; what follows a schedule follows from it
   * @param inputs the tensors of a {@link dev.icl.core.batch.Batch} and the optimiser's; they are
   *     read before this returns and may be reused after it
   * @param key the step's random stream
   * @return float32 scalars: {@link Method#OBJECTIVE} and its terms; beside them what was compiled
   *     for, as gradients and the outputs of a {@link dev.icl.core.optim.GradientGuard}
   */
  Map<String, HostTensor> run(int iteration, Map<String, HostTensor> inputs, RandomKey key);

  /** Frees what the engine holds for the step. The variables stay. */
  @Override
  void close();
}
