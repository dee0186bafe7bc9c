package dev.icl.engine.pytorch;

import dev.icl.core.contract.EngineContract;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;

class PyTorchContractTest extends EngineContract {
  @Override
  protected Engine engine(EngineOptions options) {
    return new PyTorchEngine(options);
  }
}
