package dev.icl.core.contract;

import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;

/** The reference keeps the contract it judges others by. */
class ReferenceEngineTest extends EngineContract {
  @Override
  protected Engine engine(EngineOptions options) {
    return new ReferenceEngine(options);
  }
}
