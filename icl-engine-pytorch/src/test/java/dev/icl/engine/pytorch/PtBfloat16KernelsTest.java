package dev.icl.engine.pytorch;

import dev.icl.core.contract.Bfloat16Contract;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.SharedEngine;
import dev.icl.engine.natives.ProductForm;

/** The way of GPUs, with the processor's operations on bfloat16, which may round their sums. */
class PtBfloat16KernelsTest implements Bfloat16Contract {
  @Override
  public Engine start(EngineOptions options) {
    return new SharedEngine(
        new PyTorchEngine(options.withDevice(device()), device -> ProductForm.BFLOAT16));
  }

  @Override
  public double sumTolerance() {
    return 1e-2;
  }
}
