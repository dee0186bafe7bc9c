package dev.icl.engine.tensorflow;

import dev.icl.core.contract.EngineContract;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.SharedEngine;

class TensorFlowContractTest extends EngineContract {
  @Override
  protected Engine engine(EngineOptions options) {
    return new SharedEngine(new TensorFlowEngine(options));
  }
}
