package dev.icl.engine.tensorflow;

import dev.icl.core.contract.Bfloat16Contract;
import dev.icl.core.contract.BlockContract;
import dev.icl.core.contract.EngineContract;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.SharedEngine;

class TensorFlowContractTest extends EngineContract implements BlockContract, Bfloat16Contract {
  @Override
  protected Engine engine(EngineOptions options) {
    return new SharedEngine(new TensorFlowEngine(options));
  }
}
