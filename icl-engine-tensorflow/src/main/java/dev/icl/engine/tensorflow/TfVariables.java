package dev.icl.engine.tensorflow;

import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * Named variables of the graph, convolution weights with their kernel outermost.
 *
 * <p>Each new set of things to feed or to fetch costs a session as much as a small program. So
 * values that were created or written wait for the next run, and reading one variable fetches all
 * of them, by reference, until the next run.
 */
final class TfVariables implements Variables, AutoCloseable {
  /** The placeholder of a written value, and the operation that takes it. */
  private record Assignment(Output<?> feed, Operation operation) {}

  private static final class Entry {
    final VariableSpec spec;
    final Layout layout;
    final Output<?> handle;
    @Nullable Assignment assignment;
    @Nullable Output<?> read;
    @Nullable Tensor waiting;

    /** The operation that fills it with zeros, where that is still to be done. */
    @Nullable Operation zeros;

    Entry(VariableSpec spec, Layout layout, Output<?> handle) {
      this.spec = spec;
      this.layout = layout;
      this.handle = handle;
    }
  }

  private final Session session;
  private final Nodes nodes;
  private final LiveTensors live;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Tensor> fetched = new LinkedHashMap<>();

  TfVariables(Nodes nodes, Session session, LiveTensors live) {
    this.session = session;
    this.nodes = nodes;
    this.live = live;
  }

  @Override
  public void create(VariableSpec spec, HostTensor value) {
    requireNew(spec);
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    await(added(spec), value);
  }

  private void requireNew(VariableSpec spec) {
    if (entries.containsKey(spec.name())) {
      throw EngineRules.taken(spec.name());
    }
  }

  private Entry added(VariableSpec spec) {
    Layout layout = Layout.weights(spec.shape().rank());
    Output<?> handle =
        nodes
            .node("VarHandleOp")
            .attr("dtype", TfDtypes.of(spec.dtype()))
            .attr("shape", TfDtypes.shape(layout.physical(spec.shape())))
            .attr("shared_name", "variable" + entries.size())
            .out();
    Entry entry = new Entry(spec, layout, handle);
    entries.put(spec.name(), entry);
    return entry;
  }

  /**
   * A slot of zeros, which the next run fills in its place; one of its parameter's shape is in the
   * same memory layout.
   *
   * @param name of the slot
   * @param parameter its parameter's name
   * @param shape of the slot
   */
  void createSlot(String name, String parameter, Shape shape) {
    VariableSpec of = spec(parameter);
    VariableSpec slot = VariableSpec.slot(name, of.dtype(), shape);
    requireNew(slot);
    Entry entry = added(slot);
    Output<?> zero = nodes.scalar(slot.dtype(), 0);
    Output<?> zeros =
        shape.rank() == 0 ? zero : nodes.op("Fill", nodes.ints(entry.layout.physical(shape)), zero);
    entry.zeros = nodes.node("AssignVariableOp").in(entry.handle, zeros).build();
  }

  @Override
  public boolean contains(String name) {
    return entries.containsKey(name);
  }

  @Override
  public Collection<VariableSpec> specs() {
    List<VariableSpec> specs = new ArrayList<>(entries.size());
    entries.values().forEach(e -> specs.add(e.spec));
    return specs;
  }

  @Override
  public HostTensor read(String name) {
    Entry entry = entry(name);
    Tensor tensor = entry.waiting == null ? fetched(name) : entry.waiting;
    HostTensor inMemoryOrder = TfTransfers.toHost(tensor, entry.spec.dtype(), shape(entry));
    return TfTransfers.inOrder(inMemoryOrder, entry.layout, entry.spec.shape());
  }

  @Override
  public void write(String name, HostTensor value) {
    Entry entry = entry(name);
    EngineRules.requireFits(entry.spec, value.dtype(), value.shape());
    await(entry, value);
  }

  VariableSpec spec(String name) {
    return entry(name).spec;
  }

  Layout layout(String name) {
    return entry(name).layout;
  }

  Output<?> handle(String name) {
    return entry(name).handle;
  }

  /** The number of variables. */
  int count() {
    return entries.size();
  }

  /** Puts what was written into the variables and lets go of what was read. */
  void settle() {
    releaseFetched();
    if (entries.values().stream().allMatch(entry -> entry.waiting == null && entry.zeros == null)) {
      return;
    }
    Session.Runner runner = session.runner();
    for (Entry entry : entries.values()) {
      if (entry.waiting != null) {
        Assignment assignment = assignment(entry);
        runner.feed(assignment.feed(), entry.waiting).addTarget(assignment.operation());
      } else if (entry.zeros != null) {
        runner.addTarget(entry.zeros);
      }
    }
    runner.run().close();
    entries.values().forEach(this::releaseWaiting);
    entries.values().forEach(entry -> entry.zeros = null);
  }

  private Assignment assignment(Entry entry) {
    if (entry.assignment == null) {
      Output<?> feed =
          nodes
              .node("Placeholder")
              .attr("dtype", TfDtypes.of(entry.spec.dtype()))
              .attr("shape", TfDtypes.shape(entry.layout.physical(entry.spec.shape())))
              .out();
      entry.assignment =
          new Assignment(feed, nodes.node("AssignVariableOp").in(entry.handle, feed).build());
    }
    return entry.assignment;
  }

  @Override
  public void close() {
    releaseFetched();
    entries.values().forEach(this::releaseWaiting);
    entries.clear();
  }

  private void await(Entry entry, HostTensor value) {
    releaseWaiting(entry);
    entry.zeros = null;
    HostTensor arranged = TfTransfers.arranged(value, entry.layout);
    entry.waiting = live.open(TfTransfers.copy(arranged, shape(entry).toArray()));
  }

  private Tensor fetched(String name) {
    if (!fetched.containsKey(name)) {
      fetch();
    }
    return Objects.requireNonNull(fetched.get(name), name);
  }

  /** Takes references to every variable's memory, all in one run. */
  private void fetch() {
    settle();
    Session.Runner runner = session.runner();
    for (Entry entry : entries.values()) {
      if (entry.read == null) {
        entry.read =
            nodes
                .node("ReadVariableOp")
                .in(entry.handle)
                .attr("dtype", TfDtypes.of(entry.spec.dtype()))
                .out();
      }
      runner.fetch(entry.read);
    }
    Result result = runner.run();
    int i = 0;
    for (String name : entries.keySet()) {
      fetched.put(name, live.open(result.get(i++)));
    }
  }

  private void releaseWaiting(Entry entry) {
    if (entry.waiting != null) {
      live.close(entry.waiting);
      entry.waiting = null;
    }
  }

  private void releaseFetched() {
    fetched.values().forEach(live::close);
    fetched.clear();
  }

  private static Shape shape(Entry entry) {
    return Shape.of(entry.layout.physical(entry.spec.shape()));
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw EngineRules.noVariable(name);
    }
    return entry;
  }
}
