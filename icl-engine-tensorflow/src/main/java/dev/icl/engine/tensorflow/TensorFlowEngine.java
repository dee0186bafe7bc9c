package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.Device;
import jakarta.inject.Inject;

/** Holds the place of the engine on this branch. */
final class TensorFlowEngine implements Engine {
  private final EngineInfo info;

  @Inject
  TensorFlowEngine(EngineOptions options) {
    ai.djl.engine.Engine djl = NativeLibrary.load(options);
    Device device = Device.resolve(options.device(), NativeLibrary.gpuCount(djl));
    info = new EngineInfo(TensorFlowPlugin.NAME, djl.getVersion(), device, NativeLibrary.threads());
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public Variables variables() {
    throw new IllegalStateException("not on this branch");
  }

  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    throw new IllegalStateException("not on this branch");
  }

  @Override
  public long liveArrays() {
    return 0;
  }

  @Override
  public void close() {}
}
