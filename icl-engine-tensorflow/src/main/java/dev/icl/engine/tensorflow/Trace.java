package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Gradients;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.error.MemoryShortage;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** A program as part of the graph, for inputs of one signature. */
final class Trace {
  /** Type and shape of an input. */
  record Signature(DType dtype, Shape shape) {}

  private final TfRuntime runtime;
  private final Map<String, Output<?>> feeds = new LinkedHashMap<>();
  private final Map<String, TfTensor> fetches = new LinkedHashMap<>();
  private final List<Operation> targets = new ArrayList<>();
  private final Optional<TfStepGuard> guard;
  private final List<TfScope.Mask> masks;
  private final Optional<Output<?>> seed;

  Trace(
      TfRuntime runtime,
      Program program,
      Compilation compilation,
      Map<String, Signature> signature) {
    this.runtime = runtime;
    Nodes nodes = runtime.newNodes("step");
    TfScope scope =
        new TfScope(
            nodes,
            new CheckedOps(new TfOps(nodes)),
            runtime.variables(),
            compilation.training(),
            runtime.random());
    Arranger arranger = new Arranger(nodes);
    Map<String, Tensor> fed = new HashMap<>();
    signature.forEach((name, input) -> fed.put(name, input(nodes, arranger, name, input)));
    ProgramInputs inputs = ProgramInputs.of(fed);
    Map<String, Tensor> outputs = program.apply(scope, inputs);
    Map<String, TfTensor> gradients =
        compilation
            .objective()
            .map(name -> (TfTensor) EngineRules.objective(outputs, name))
            .map(objective -> TfGradients.of(nodes, objective, scope.parameters()))
            .orElse(Map.of());
    outputs.forEach((name, value) -> fetches.put(name, output(nodes, arranger, value)));
    List<TfTensor> programOutputs = List.copyOf(fetches.values());
    if (compilation.gradients()) {
      gradients.forEach(
          (name, value) -> fetches.put(Gradients.name(name), output(nodes, arranger, value)));
    }
    guard =
        compilation
            .guard()
            .map(
                g ->
                    new TfStepGuard(
                        g, nodes, gradients, programOutputs, scope.assigned().values()));
    guard.ifPresent(g -> fetches.putAll(g.fetches()));
    List<Operation> gate = guard.map(TfStepGuard::gate).orElse(List.of());
    TfUpdates updates = new TfUpdates(runtime.variables(), nodes, arranger, scope, gate);
    targets.addAll(updates.assignments());
    compilation
        .optimizer()
        .ifPresent(
            optimizer ->
                targets.addAll(
                    updates.optimise(
                        optimizer,
                        guard.map(TfStepGuard::gradients).orElse(gradients),
                        fetches.values(),
                        TfTensor.of(inputs.get(Optimizer.LEARNING_RATE)))));
    runtime.memory().require(nodes);
    masks = scope.masks();
    seed = scope.seed();
  }

  Map<String, HostTensor> run(Map<String, HostTensor> inputs, RandomKey key) {
    Map<String, HostTensor> results = new LinkedHashMap<>();
    if (fetches.isEmpty() && targets.isEmpty()) {
      return results;
    }
    LiveTensors live = runtime.live();
    List<org.tensorflow.Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = runtime.session().runner();
      feeds.forEach(
          (name, feed) -> runner.feed(feed, opened(fed, EngineRules.input(inputs, name))));
      for (int i = 0; i < masks.size(); i++) {
        TfScope.Mask mask = masks.get(i);
        runner.feed(
            mask.feed(), opened(fed, PortableMasks.draw(key, i, mask.rate(), mask.shape())));
      }
      seed.ifPresent(
          feed -> {
            HostTensor stream = HostTensor.of(Shape.of(2), key.high() ^ runtime.seed(), key.low());
            runner.feed(feed, opened(fed, stream));
          });
      fetches.values().forEach(fetch -> runner.fetch(fetch.value()));
      targets.forEach(runner::addTarget);
      try (Result result = ran(runner)) {
        int i = 0;
        for (Map.Entry<String, TfTensor> fetch : fetches.entrySet()) {
          TfTensor tensor = fetch.getValue();
          results.put(
              fetch.getKey(), TfTransfers.toHost(result.get(i++), tensor.dtype(), tensor.shape()));
        }
      }
      guard.ifPresent(g -> g.report(results));
      return results;
    } finally {
      fed.forEach(live::close);
    }
  }

  private static Result ran(Session.Runner runner) {
    try {
      return runner.run();
    } catch (RuntimeException e) {
      throw MemoryShortage.of(e).map(RuntimeException.class::cast).orElse(e);
    }
  }

  private org.tensorflow.Tensor opened(List<org.tensorflow.Tensor> fed, HostTensor host) {
    org.tensorflow.Tensor tensor =
        runtime.live().open(TfTransfers.copy(host, host.shape().toArray()));
    fed.add(tensor);
    return tensor;
  }

  private Tensor input(Nodes nodes, Arranger arranger, String name, Signature input) {
    Shape shape = input.shape();
    Output<?> feed =
        nodes
            .node("Placeholder")
            .attr("dtype", TfDtypes.of(input.dtype()))
            .attr("shape", TfDtypes.shape(shape.toArray()))
            .out();
    feeds.put(name, feed);
    TfTensor tensor = new TfTensor(feed, shape, input.dtype(), Layout.logical(shape.rank()));
    return input.dtype().isFloating()
        ? arranger.to(tensor, Layout.activations(shape.rank()))
        : tensor;
  }

  private static TfTensor output(Nodes nodes, Arranger arranger, Tensor value) {
    TfTensor tensor = TfTensor.of(value);
    return new TfTensor(
        nodes.op("Identity", arranger.logical(tensor)),
        tensor.shape(),
        tensor.dtype(),
        Layout.logical(tensor.shape().rank()));
  }
}
