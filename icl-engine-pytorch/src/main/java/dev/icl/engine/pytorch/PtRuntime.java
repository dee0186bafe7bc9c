package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.engine.natives.ProductForm;

/**
 * The state that the programs of one engine share: its memory, its variables and its compiled
 * kernels.
 */
final class PtRuntime implements AutoCloseable {
  private final PtNDManager manager;
  private final int threads;
  private final RandomMode random;
  private final long seed;
  private final Kernels kernels;
  private final PtRounding rounding;
  private final LinearLayers layers;
  private final PtTransfers transfers;
  private final PtInterpolation interpolation;
  private final PtVariables variables;
  private boolean closed;

  /**
   * @param manager of everything on the engine's device, closed with this
   * @param threads that share the work of an operation on the processor
   * @param form the way to compute products
   * @param options who draws, and from which seed
   */
  PtRuntime(PtNDManager manager, int threads, ProductForm form, EngineOptions options) {
    this.manager = manager;
    this.threads = threads;
    random = options.random();
    seed = options.seed();
    PtNDManager variableManager = (PtNDManager) manager.newSubManager();
    kernels = new Kernels(manager, threads);
    rounding = new PtRounding(kernels, form);
    layers = new LinearLayers(kernels, !manager.getDevice().isGpu() && Processor.isAmd());
    transfers = new PtTransfers(kernels);
    interpolation = new PtInterpolation(manager, kernels);
    variables = new PtVariables(variableManager, transfers, kernels);
  }

  /**
   * @throws IllegalStateException after {@link #close}
   */
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the PyTorch engine is closed");
    }
  }

  /** Lets libtorch's generator follow from a step, so that a resumed training draws alike. */
  void seed(RandomKey step) {
    JniUtils.setSeed(Long.hashCode(seed ^ step.high() ^ step.low()));
  }

  /** Sets what libtorch keeps for each calling thread; other engines may have set it otherwise. */
  void prepareThread() {
    JniUtils.setGraphExecutorOptimize(false);
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
  }

  PtNDManager newStep() {
    return (PtNDManager) manager.newSubManager();
  }

  /** Operations whose results live as long as the manager. */
  Ops ops(PtNDManager owner) {
    return ops(new Owner(owner), factoredGradients(false));
  }

  /** {@link #ops(PtNDManager)} that leave gradients of large linear layers as factors. */
  Ops ops(Owner owner, FactoredGradients factored) {
    return new CheckedOps(
        new PtOps(owner, kernels, transfers, interpolation, layers, factored, rounding));
  }

  /**
   * Factors of gradients, which are kept where nothing is rounded: a gradient is rounded whole.
   *
   * @param active whether gradients of large linear layers are to stay factors
   */
  FactoredGradients factoredGradients(boolean active) {
    return new FactoredGradients(kernels, layers, active && !rounding.isActive());
  }

  Kernels kernels() {
    return kernels;
  }

  PtTransfers transfers() {
    return transfers;
  }

  PtVariables variables() {
    return variables;
  }

  RandomMode random() {
    return random;
  }

  /** The number of arrays that are alive, variables included. */
  long liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      boolean onGpu = manager.getDevice().isGpu();
      manager.close();
      if (onGpu) {
        // libtorch keeps what was freed for its next tensors; other programs may want it
        JniUtils.emptyCudaCache();
      }
    }
  }
}
