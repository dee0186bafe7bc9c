package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.engine.natives.ProductForm;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Runs programs as parts of one TensorFlow graph: traced once for each signature of their inputs,
 * then one session run a step. DJL loads the library and says what it is.
 */
final class TensorFlowEngine implements Engine {
  private final EngineInfo info;
  private final TfRuntime runtime;

  @Inject
  TensorFlowEngine(EngineOptions options) {
    this(options, device -> ProductForm.of(options.numerics().precision(), device));
  }

  /**
   * @param form the way to compute products, for a device
   */
  TensorFlowEngine(EngineOptions options, Function<Device, ProductForm> form) {
    ai.djl.engine.Engine djl = TfNativeLibrary.load(options);
    Device device = TfNativeLibrary.device(djl, options);
    TfContext.choose(options.numerics(), device);
    info =
        new EngineInfo(TensorFlowPlugin.NAME, djl.getVersion(), device, TfNativeLibrary.threads());
    Graph graph = new Graph();
    runtime =
        new TfRuntime(
            graph,
            session(graph, options, device),
            SessionSettings.placement(device),
            form.apply(device),
            options);
  }

  private static Session session(Graph graph, EngineOptions options, Device device) {
    try {
      return new Session(graph, SessionSettings.of(options).toProto(device));
    } catch (TensorFlowException e) {
      graph.close();
      throw new UserException(
          "engine: TensorFlow cannot compute on device '%s': %s; free it, or use device: cpu."
              .formatted(device, e.getMessage()),
          e);
    }
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public TfVariables variables() {
    runtime.requireOpen();
    return runtime.variables();
  }

  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    runtime.requireOpen();
    return new TfProgram(runtime, program, compilation);
  }

  @Override
  public long liveArrays() {
    return runtime.variables().count() + runtime.live().count();
  }

  @Override
  public void close() {
    runtime.close();
  }
}
