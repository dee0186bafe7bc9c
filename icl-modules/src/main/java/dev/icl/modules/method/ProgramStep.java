package dev.icl.modules.method;

import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.HashMap;
import java.util.Map;

/**
 * The step of most methods: one program.
 *
 * @param program compiled for training
 * @param added what it takes beside the batch
 */
record ProgramStep(CompiledProgram program, StepInputs added) implements TrainingStep {
  @Override
  public Map<String, HostTensor> run(int iteration, Map<String, HostTensor> inputs, RandomKey key) {
    Map<String, HostTensor> all = new HashMap<>(inputs);
    added.fill(iteration, key, all);
    return program.run(all, key);
  }

  @Override
  public void close() {
    program.close();
  }
}
