package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.tensor.Device;
import dev.icl.engine.natives.ProductForm;
import jakarta.inject.Inject;
import java.util.function.Function;

/** Runs programs eagerly on libtorch through DJL, on the CPU or a CUDA device. */
final class PyTorchEngine implements Engine {
  private final EngineInfo info;
  private final PtRuntime runtime;

  @Inject
  PyTorchEngine(EngineOptions options) {
    this(options, device -> ProductForm.of(options.numerics().precision(), device));
  }

  /**
   * @param form the way to compute products, for a device
   */
  PyTorchEngine(EngineOptions options, Function<Device, ProductForm> form) {
    ai.djl.engine.Engine djl = PtNativeLibrary.load(options);
    Device device = PtNativeLibrary.device(djl, options);
    PtContext.choose(options.numerics(), device);
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    JniUtils.setNumThreads(threads);
    info = new EngineInfo(PyTorchPlugin.NAME, djl.getVersion(), device, threads);
    PtNDManager manager =
        (PtNDManager)
            djl.newBaseManager(
                device.kind() == Device.Kind.CPU
                    ? ai.djl.Device.cpu()
                    : ai.djl.Device.gpu(device.index()));
    runtime = new PtRuntime(manager, threads, form.apply(device), options);
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public PtVariables variables() {
    runtime.requireOpen();
    return runtime.variables();
  }

  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    runtime.requireOpen();
    return new PtProgram(runtime, program, compilation);
  }

  @Override
  public long liveArrays() {
    return runtime.liveArrays();
  }

  @Override
  public void close() {
    runtime.close();
  }
}
