package dev.icl.modules.method;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.Map;

/**
 * The inputs that a method adds to a batch before each step: the values of schedules, noise, masks.
 * They are drawn on the JVM and follow from the iteration and the step's key alone, so that a
 * resumed training and another engine get the same. One object serves one training: tensors are
 * reused from step to step.
 */
@FunctionalInterface
public interface StepInputs {
  /** Adds nothing. */
  StepInputs NONE = (iteration, key, inputs) -> {};

  /**
   * Adds the inputs of a step.
   *
   * @param iteration the step, from 0
   * @param key the random stream of the step, or of a micro-batch of it
   * @param inputs holds the batch's tensors and takes the new ones
   */
  void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs);

  /**
   * Adds what all micro-batches of a step must share, in whatever process they are: what decides
   * about variables. Nothing by default.
   *
   * @param iteration the step, from 0
   * @param step the random stream of the whole step
   * @param inputs as for {@link #fill}, which was called before
   */
  default void fillShared(int iteration, RandomKey step, Map<String, HostTensor> inputs) {}

  /** These inputs and others. */
  default StepInputs and(StepInputs others) {
    StepInputs first = this;
    return new StepInputs() {
      @Override
      public void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
        first.fill(iteration, key, inputs);
        others.fill(iteration, key, inputs);
      }

      @Override
      public void fillShared(int iteration, RandomKey step, Map<String, HostTensor> inputs) {
        first.fillShared(iteration, step, inputs);
        others.fillShared(iteration, step, inputs);
      }
    };
  }
}
