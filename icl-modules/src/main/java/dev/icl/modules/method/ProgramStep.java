package dev.icl.modules.method;

import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.Map;

/**
 * The step of most methods: one program.
 *
 * @param program compiled for training
 * @param batches its inputs
 */
record ProgramStep(CompiledProgram program, MicroBatches batches) implements TrainingStep {
  @Override
  public Map<String, HostTensor> run(int iteration, Map<String, HostTensor> inputs, RandomKey key) {
    return program.run(batches.of(iteration, key, inputs), key);
  }

  @Override
  public void close() {
    program.close();
  }
}
