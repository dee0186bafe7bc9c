package dev.icl.core.contract;

import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;

/**
 * The contract that every engine fulfils: extend this in the engine's tests and inherit them all.
 *
 * <pre>{@code
 * class MyEngineContractTest extends EngineContract {
 *   protected Engine engine(EngineOptions options) {
 *     return new SharedEngine(new MyEngine(options));
 *   }
 * }
 * }</pre>
 *
 * <p>With the system property {@code icl.contract.device}, as {@code gpu}, on that device.
 */
public abstract class EngineContract
    implements OperationContract,
        StateContract,
        TrainingContract,
        AdamWContract,
        GuardContract,
        MaskContract,
        NumericsContract,
        MicroBatchContract,
        ProcessGroupContract,
        GroupTrainingContract,
        LifetimeContract,
        ConcurrencyContract {

  /** A fresh engine, without variables. */
  protected abstract Engine engine(EngineOptions options);

  @Override
  public final Engine start(EngineOptions options) {
    return engine(options.withDevice(device()));
  }
}
