package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Gradients;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.StepExchange;
import dev.icl.core.error.NativeFailure;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.optim.GradientGuard;
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
import java.util.stream.Stream;
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
  private final Compilation compilation;
  private final StepExchange exchange;

  /** The place at which processes exchange what they computed; empty for none. */
  private final Optional<StepCut> cut;

  Trace(
      TfRuntime runtime,
      Program program,
      Compilation compilation,
      List<Map<String, Signature>> signatures) {
    this.runtime = runtime;
    this.compilation = compilation;
    exchange = new StepExchange(compilation);
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
            compilation.microBatches() == 1
                ? null
                : nodes.scalar(objective.dtype(), 1.0 / compilation.microBatches());
        sums.add(TfGradients.of(nodes, objective, weight, scope, blocks));
      }
      Map<String, TfTensor> own = new LinkedHashMap<>();
      given.forEach(
          (name, value) -> {
            if (compilation.microBatches() > 1) {
              EngineRules.requireScalar(name, value.dtype(), value.shape());
            }
            own.put(name, output(nodes, arranger, value));
          });
      outputs.add(own);
      draws.end();
    }
    boolean skipping = compilation.guard().filter(GradientGuard::skip).isPresent();
    cut =
        exchange.averages() || skipping && !compilation.group().isAlone()
            ? Optional.of(new StepCut(nodes, exchange, compilation.group().size()))
            : Optional.empty();
    List<TfTensor> watched = watched(scope);
    if (cut.isPresent()) {
      StepCut crossed = cut.get();
      watched =
          skipping ? List.of(crossed.everywhere(TfStepGuard.sound(nodes, watched))) : List.of();
      scope.assigned().replaceAll((name, value) -> crossed.keep(value));
    }
    List<TfTensor> looked = watched;
    Map<String, TfTensor> gradients = cut.map(sums::results).orElseGet(sums::results);
    if (compilation.gradients()) {
      gradients.forEach(
          (name, value) -> fetches.put(Gradients.name(name), output(nodes, arranger, value)));
    }
    guard =
        compilation.guard().map(g -> new TfStepGuard(g, nodes, gradients, sums.names(), looked));
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
                        cut.isPresent() ? fetches.values() : allFetches(),
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

  /** The values whose numbers are to be finite: scalar outputs, and what is assigned. */
  private List<TfTensor> watched(TfScope scope) {
    return Stream.concat(
            outputs.stream()
                .flatMap(own -> own.values().stream())
                .filter(output -> output.shape().rank() == 0),
            scope.assigned().values().stream())
        .toList();
  }

  Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
    if (allFetches().isEmpty() && targets.isEmpty()) {
      return new LinkedHashMap<>();
    }
    LiveTensors live = runtime.live();
    List<org.tensorflow.Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = runtime.session().runner();
      feed(runner, parts, key, fed);
      outputs.forEach(own -> own.values().forEach(output -> runner.fetch(output.value())));
      Map<String, HostTensor> results =
          cut.isPresent() ? inTwo(cut.get(), runner, parts, fed) : inOne(runner);
      guard.ifPresent(g -> g.report(results));
      return results;
    } finally {
      fed.forEach(live::close);
    }
  }

  private void feed(
      Session.Runner runner,
      List<Map<String, HostTensor>> parts,
      RandomKey key,
      List<org.tensorflow.Tensor> fed) {
    for (int i = 0; i < parts.size(); i++) {
      Map<String, HostTensor> inputs = parts.get(i);
      feeds
          .get(i)
          .forEach((name, feed) -> runner.feed(feed, opened(fed, EngineRules.input(inputs, name))));
      RandomKey stream = compilation.stream(key, i);
      TfDraws.Feeds random = draws.feeds().get(i);
      for (int call = 0; call < random.masks().size(); call++) {
        TfDraws.Mask mask = random.masks().get(call);
        runner.feed(
            mask.feed(), opened(fed, PortableMasks.draw(stream, call, mask.rate(), mask.shape())));
      }
      random
          .seed()
          .ifPresent(
              feed -> {
                HostTensor seed =
                    HostTensor.of(Shape.of(2), stream.high() ^ runtime.seed(), stream.low());
                runner.feed(feed, opened(fed, seed));
              });
    }
  }

  /** The whole step. */
  private Map<String, HostTensor> inOne(Session.Runner runner) {
    addRest(runner);
    try (Result result = ran(runner)) {
      Map<String, HostTensor> results = EngineRules.mean(parts(result));
      addRest(result, programOutputs(), results);
      return results;
    }
  }

  /** The part before the exchange with other processes, and the part that follows from it. */
  private Map<String, HostTensor> inTwo(
      StepCut crossed,
      Session.Runner first,
      List<Map<String, HostTensor>> parts,
      List<org.tensorflow.Tensor> fed) {
    crossed.fetch(first);
    try (Result result = ran(first)) {
      List<Map<String, HostTensor>> own = parts(result);
      Map<String, HostTensor> results =
          EngineRules.mean(exchange.averages() ? exchange.outputs(own) : own);
      Session.Runner second = runtime.session().runner();
      crossed.feed(result, programOutputs(), second, host -> opened(fed, host));
      if (compilation.optimizer().isPresent()) {
        String rate = Optimizer.LEARNING_RATE;
        second.feed(feeds.get(0).get(rate), opened(fed, EngineRules.input(parts.get(0), rate)));
      }
      addRest(second);
      if (!fetches.isEmpty() || !targets.isEmpty()) {
        try (Result last = ran(second)) {
          addRest(last, 0, results);
        }
      }
      return results;
    }
  }

  private int programOutputs() {
    return outputs.stream().mapToInt(Map::size).sum();
  }

  private void addRest(Session.Runner runner) {
    fetches.values().forEach(fetch -> runner.fetch(fetch.value()));
    targets.forEach(runner::addTarget);
  }

  /** Adds the fetches that are no outputs of the program. */
  private void addRest(Result result, int index, Map<String, HostTensor> results) {
    int next = index;
    for (Map.Entry<String, TfTensor> fetch : fetches.entrySet()) {
      results.put(fetch.getKey(), host(result, next++, fetch.getValue()));
    }
  }

  /** The program's outputs by micro-batch, which were fetched first. */
  private List<Map<String, HostTensor>> parts(Result result) {
    int next = 0;
    List<Map<String, HostTensor>> parts = new ArrayList<>();
    for (Map<String, TfTensor> own : outputs) {
      Map<String, HostTensor> part = new LinkedHashMap<>();
      for (Map.Entry<String, TfTensor> output : own.entrySet()) {
        part.put(output.getKey(), host(result, next++, output.getValue()));
      }
      parts.add(part);
    }
    return parts;
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
