package dev.icl.engine.tensorflow;

import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.RandomMode;
import dev.icl.engine.natives.ProductForm;
import org.tensorflow.Graph;
import org.tensorflow.Session;

/** The state that the programs of one engine share: a graph, its session and its variables. */
final class TfRuntime implements AutoCloseable {
  private final Graph graph;
  private final Session session;
  private final String placement;
  private final ProductForm form;
  private final RandomMode random;
  private final long seed;
  private final LiveTensors live = new LiveTensors();
  private final MemoryLimit memory = MemoryLimit.ofMachine();
  private final TfVariables variables;
  private int traces;
  private boolean closed;

  /**
   * @param graph to which programs are added, closed with this
   * @param session of the graph, closed with this
   * @param placement the device of the operations, as {@link SessionSettings#placement} has it
   * @param form the way to compute products
   * @param options who draws, and from which seed
   */
  TfRuntime(
      Graph graph, Session session, String placement, ProductForm form, EngineOptions options) {
    this.graph = graph;
    this.session = session;
    this.placement = placement;
    this.form = form;
    random = options.random();
    seed = options.seed();
    variables = new TfVariables(new Nodes(graph, "variables", placement), session, live);
  }

  /**
   * @throws IllegalStateException after {@link #close}
   */
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the TensorFlow engine is closed");
    }
  }

  /** A place in the graph for a new trace. */
  Nodes newNodes(String purpose) {
    return new Nodes(graph, purpose + traces++, placement);
  }

  /** The way to compute the products of programs. */
  ProductForm form() {
    return form;
  }

  TfVariables variables() {
    return variables;
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

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      variables.close();
      session.close();
      graph.close();
    }
  }
}
