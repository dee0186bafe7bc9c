package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import jakarta.inject.Inject;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Runs programs as parts of one TensorFlow graph: traced once for each signature of their inputs,
 * then one session run a step. DJL loads the library and says what it is.
 */
final class TensorFlowEngine implements Engine {
  private final EngineInfo info;
  private final RandomMode random;
  private final long seed;
  private final Graph graph;
  private final Session session;
  private final String placement;
  private final LiveTensors live = new LiveTensors();
  private final TfVariables variables;
  private final MemoryLimit memory = MemoryLimit.ofMachine();
  private int traces;
  private boolean closed;

  @Inject
  TensorFlowEngine(EngineOptions options) {
    ai.djl.engine.Engine djl = NativeLibrary.load(options);
    Device device = Device.resolve(options.device(), NativeLibrary.gpuCount(djl));
    info = new EngineInfo(TensorFlowPlugin.NAME, djl.getVersion(), device, NativeLibrary.threads());
    random = options.random();
    seed = options.seed();
    graph = new Graph();
    session = session(graph, options, device);
    placement = SessionSettings.placement(device);
    variables = new TfVariables(new Nodes(graph, "variables", placement), session, live);
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
    requireOpen();
    return variables;
  }

  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    requireOpen();
    return new TfProgram(this, program, compilation);
  }

  @Override
  public long liveArrays() {
    return variables.count() + live.count();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      variables.close();
      session.close();
      graph.close();
    }
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the TensorFlow engine is closed");
    }
  }

  /** A place in the graph for a new trace. */
  Nodes newNodes(String purpose) {
    return new Nodes(graph, purpose + traces++, placement);
  }

  MemoryLimit memory() {
    return memory;
  }

  Session session() {
    return session;
  }

  LiveTensors live() {
    return live;
  }

  RandomMode random() {
    return random;
  }

  long seed() {
    return seed;
  }
}
