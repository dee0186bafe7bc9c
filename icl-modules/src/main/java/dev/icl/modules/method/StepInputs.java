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
   * @param key the step's random stream
   * @param inputs holds the batch's tensors and takes the new ones
   */
  void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs);

  /** These inputs and others. */
  default StepInputs and(StepInputs others) {
    return (iteration, key, inputs) -> {
      fill(iteration, key, inputs);
      others.fill(iteration, key, inputs);
    };
  }
}
