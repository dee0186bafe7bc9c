package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Gradients;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.error.NativeFailure;
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
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** A program as part of the graph, for inputs of one signature; once for each micro-batch. */
final class Trace {
  /** Type and shape of an input. */
  record Signature(DType dtype, Shape shape) {}

  private final TfRuntime runtime;

  /** By micro-batch. */
  private final List<Map<String, Output<?>>> feeds = new ArrayList<>();

  /** The program's outputs by micro-batch. */
  private final List<Map<String, TfTensor>> outputs = new ArrayList<>();

  /** The rest of what a run fetches. */
  private final Map<String, TfTensor> fetches = new LinkedHashMap<>();

  private final List<Operation> targets = new ArrayList<>();
  private final Optional<TfStepGuard> guard;
  private final TfDraws draws;

  Trace(
      TfRuntime runtime,
      Program program,
      Compilation compilation,
      List<Map<String, Signature>> signatures) {
    this.runtime = runtime;
    Nodes nodes = runtime.newNodes("step");
    draws = new TfDraws(nodes, runtime.random());
    boolean differentiated = compilation.objective().isPresent();
    TfBlocks blocks = new TfBlocks(nodes, draws, differentiated && compilation.recomputing());
    TfScope scope =
        new TfScope(
            nodes,
            new CheckedOps(new TfOps(nodes, runtime.form())),
            runtime.variables(),
            compilation.training(),
            draws,
            blocks);
    Arranger arranger = new Arranger(nodes);
    GradientSums sums = new GradientSums(nodes);
    List<ProgramInputs> inputs = new ArrayList<>();
    for (Map<String, Signature> signature : signatures) {
      List<Operation> before = outputs.isEmpty() ? List.of() : over(nodes, sums);
      draws.after(before);
      blocks.begin();
      inputs.add(input(nodes, arranger, signature, before));
      Map<String, Tensor> given = program.apply(scope, inputs.get(inputs.size() - 1));
      if (differentiated) {
        TfTensor objective =
            (TfTensor) EngineRules.objective(given, compilation.objective().orElseThrow());
        @Nullable Output<?> weight =
            signatures.size() == 1
                ? null
                : nodes.scalar(objective.dtype(), 1.0 / signatures.size());
        sums.add(TfGradients.of(nodes, objective, weight, scope, blocks));
      }
      Map<String, TfTensor> own = new LinkedHashMap<>();
      given.forEach(
          (name, value) -> {
            if (signatures.size() > 1) {
              EngineRules.requireScalar(name, value.dtype(), value.shape());
            }
            own.put(name, output(nodes, arranger, value));
          });
      outputs.add(own);
    }
    Map<String, TfTensor> gradients = sums.results();
    List<TfTensor> programOutputs = outputs.stream().flatMap(own -> own.values().stream()).toList();
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
                        allFetches(),
                        TfTensor.of(inputs.get(0).get(Optimizer.LEARNING_RATE)))));
    runtime.memory().require(nodes);
  }

  /**
   * An operation that ran when a micro-batch is over, so that the next one does not begin early.
   */
  private static List<Operation> over(Nodes nodes, GradientSums sums) {
    return List.of(nodes.node("NoOp").after(sums.operations()).build());
  }

  private List<TfTensor> allFetches() {
    List<TfTensor> all = new ArrayList<>();
    outputs.forEach(own -> all.addAll(own.values()));
    all.addAll(fetches.values());
    return all;
  }

  Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
    List<TfTensor> wanted = allFetches();
    if (wanted.isEmpty() && targets.isEmpty()) {
      return new LinkedHashMap<>();
    }
    LiveTensors live = runtime.live();
    List<org.tensorflow.Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = runtime.session().runner();
      for (int i = 0; i < parts.size(); i++) {
        Map<String, HostTensor> inputs = parts.get(i);
        feeds
            .get(i)
            .forEach(
                (name, feed) -> runner.feed(feed, opened(fed, EngineRules.input(inputs, name))));
      }
      for (int i = 0; i < draws.masks().size(); i++) {
        TfDraws.Mask mask = draws.masks().get(i);
        runner.feed(
            mask.feed(), opened(fed, PortableMasks.draw(key, i, mask.rate(), mask.shape())));
      }
      draws
          .seed()
          .ifPresent(
              feed -> {
                HostTensor stream =
                    HostTensor.of(Shape.of(2), key.high() ^ runtime.seed(), key.low());
                runner.feed(feed, opened(fed, stream));
              });
      wanted.forEach(fetch -> runner.fetch(fetch.value()));
      targets.forEach(runner::addTarget);
      Map<String, HostTensor> results;
      try (Result result = ran(runner)) {
        results = results(result);
      }
      guard.ifPresent(g -> g.report(results));
      return results;
    } finally {
      fed.forEach(live::close);
    }
  }

  /** The values that were fetched, in the order of {@link #allFetches}. */
  private Map<String, HostTensor> results(Result result) {
    int next = 0;
    List<Map<String, HostTensor>> parts = new ArrayList<>();
    for (Map<String, TfTensor> own : outputs) {
      Map<String, HostTensor> part = new LinkedHashMap<>();
      for (Map.Entry<String, TfTensor> output : own.entrySet()) {
        part.put(output.getKey(), host(result, next++, output.getValue()));
      }
      parts.add(part);
    }
    Map<String, HostTensor> results = EngineRules.mean(parts);
    for (Map.Entry<String, TfTensor> fetch : fetches.entrySet()) {
      results.put(fetch.getKey(), host(result, next++, fetch.getValue()));
    }
    return results;
  }

  private static HostTensor host(Result result, int index, TfTensor tensor) {
    return TfTransfers.toHost(result.get(index), tensor.dtype(), tensor.shape());
  }

  private static Result ran(Session.Runner runner) {
    try {
      return runner.run();
    } catch (RuntimeException e) {
      throw NativeFailure.told(e);
    }
  }

  private org.tensorflow.Tensor opened(List<org.tensorflow.Tensor> fed, HostTensor host) {
    org.tensorflow.Tensor tensor =
        runtime.live().open(TfTransfers.copy(host, host.shape().toArray()));
    fed.add(tensor);
    return tensor;
  }

  private ProgramInputs input(
      Nodes nodes, Arranger arranger, Map<String, Signature> signature, List<Operation> after) {
    Map<String, Output<?>> own = new LinkedHashMap<>();
    feeds.add(own);
    Map<String, Tensor> fed = new HashMap<>();
    signature.forEach(
        (name, input) -> {
          Shape shape = input.shape();
          Output<?> feed =
              nodes
                  .node("Placeholder")
                  .attr("dtype", TfDtypes.of(input.dtype()))
                  .attr("shape", TfDtypes.shape(shape.toArray()))
                  .out();
          own.put(name, feed);
          Output<?> value =
              after.isEmpty() ? feed : nodes.node("Identity").in(feed).after(after).out();
          TfTensor tensor = new TfTensor(value, shape, input.dtype(), Layout.logical(shape.rank()));
          fed.put(
              name,
              input.dtype().isFloating()
                  ? arranger.to(tensor, Layout.activations(shape.rank()))
                  : tensor);
        });
    return ProgramInputs.of(fed);
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
