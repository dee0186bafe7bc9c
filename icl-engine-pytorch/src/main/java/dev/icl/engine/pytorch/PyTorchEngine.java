package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Device;
import jakarta.inject.Inject;

/** Runs programs eagerly on libtorch through DJL, on the CPU or a CUDA device. */
final class PyTorchEngine implements Engine {
  private final EngineInfo info;
  private final RandomMode random;
  private final long seed;
  private final PtNDManager manager;
  private final PtNDManager variableManager;
  private final Kernels kernels;
  private final LinearLayers layers;
  private final Transfers transfers;
  private final Interpolation interpolation;
  private final PtVariables variables;
  private boolean closed;

  @Inject
  PyTorchEngine(EngineOptions options) {
    ai.djl.engine.Engine djl = NativeLibrary.load(options);
    Device device = Device.resolve(options.device(), NativeLibrary.gpuCount(djl));
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    JniUtils.setNumThreads(threads);
    info = new EngineInfo(PyTorchPlugin.NAME, djl.getVersion(), device, threads);
    random = options.random();
    seed = options.seed();
    manager =
        (PtNDManager)
            djl.newBaseManager(
                device.kind() == Device.Kind.CPU
                    ? ai.djl.Device.cpu()
                    : ai.djl.Device.gpu(device.index()));
    variableManager = (PtNDManager) manager.newSubManager();
    kernels = new Kernels(manager, threads);
    layers = new LinearLayers(kernels, device.kind() == Device.Kind.CPU && Processor.isAmd());
    transfers = new Transfers(kernels);
    interpolation = new Interpolation(manager, kernels);
    variables = new PtVariables(variableManager, transfers, kernels);
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public PtVariables variables() {
    requireOpen();
    return variables;
  }

  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    requireOpen();
    return new PtProgram(this, program, compilation);
  }

  @Override
  public long liveArrays() {
    return count(manager);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      manager.close();
    }
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the PyTorch engine is closed");
    }
  }

  /** Lets libtorch's generator follow from a step, so that a resumed training draws alike. */
  void seed(RandomKey step) {
    JniUtils.setSeed(Long.hashCode(seed ^ step.high() ^ step.low()));
  }

  /** What libtorch keeps for each calling thread; other engines may have set it otherwise. */
  void prepareThread() {
    JniUtils.setGraphExecutorOptimize(false);
    if (JniUtils.getNumThreads() != info.threads()) {
      JniUtils.setNumThreads(info.threads());
    }
  }

  PtNDManager newStep() {
    return (PtNDManager) manager.newSubManager();
  }

  /** Operations whose results live as long as the manager. */
  Ops ops(PtNDManager owner) {
    return ops(owner, factoredGradients(false));
  }

  /** {@link #ops(PtNDManager)} that leave gradients of large linear layers as factors. */
  Ops ops(PtNDManager owner, FactoredGradients factored) {
    return new CheckedOps(new PtOps(owner, kernels, transfers, interpolation, layers, factored));
  }

  /**
   * @param active whether gradients of large linear layers are to stay factors
   */
  FactoredGradients factoredGradients(boolean active) {
    return new FactoredGradients(kernels, layers, active);
  }

  Kernels kernels() {
    return kernels;
  }

  Transfers transfers() {
    return transfers;
  }

  RandomMode random() {
    return random;
  }

  private static long count(ai.djl.ndarray.NDManager manager) {
    return manager.getManagedArrays().size();
  }
}
