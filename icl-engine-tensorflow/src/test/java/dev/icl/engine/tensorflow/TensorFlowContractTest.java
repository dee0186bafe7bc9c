package dev.icl.engine.tensorflow;

import dev.icl.core.contract.EngineContract;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;

class TensorFlowContractTest extends EngineContract {
  @Override
  protected Engine engine(EngineOptions options) {
    return new TensorFlowEngine(options);
  }
}
