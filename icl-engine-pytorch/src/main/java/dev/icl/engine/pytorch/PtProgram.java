package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Gradients;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.StepExchange;
import dev.icl.core.error.NativeFailure;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A program run eagerly: forward under autograd, backward, update; one memory scope a step. */
final class PtProgram implements CompiledProgram {
  /** libtorch has one generator for all engines of a process. */
  private static final Lock GENERATOR = new ReentrantLock();

  private final PtRuntime runtime;
  private final Program program;
  private final Compilation compilation;
  private final StepExchange exchange;
  private final GradientExchange gradientExchange;
  private boolean closed;

  PtProgram(PtRuntime runtime, Program program, Compilation compilation) {
    this.runtime = runtime;
    this.program = program;
    this.compilation = compilation;
    exchange = new StepExchange(compilation);
    gradientExchange = new GradientExchange(exchange, runtime.kernels(), runtime.transfers());
  }

  @Override
  public Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
    if (closed) {
      throw new IllegalStateException("this program is closed");
    }
    runtime.requireOpen();
    EngineRules.requireParts(compilation, parts.size());
    boolean recording = compilation.objective().isPresent();
    runtime.prepareThread();
    try (PtNDManager step = runtime.newStep()) {
      FactoredGradients factored = runtime.factoredGradients(factoring());
      Owner owner = new Owner(step);
      PtBlocks blocks =
          new PtBlocks(runtime.kernels(), owner, factored, recording && compilation.recomputing());
      PtScope scope =
          new PtScope(
              runtime,
              runtime.ops(owner, factored),
              step,
              owner,
              factored,
              new PtScope.Mode(compilation.training(), recording),
              blocks);
      List<Map<String, HostTensor>> passed = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        RandomKey stream = compilation.stream(key, i);
        Map<String, HostTensor> inputs = parts.get(i);
        passed.add(
            drawing(
                stream,
                () -> {
                  JniUtils.setGradMode(recording);
                  scope.begin(stream);
                  return pass(step, scope, owner, blocks, factored, inputs);
                }));
      }
      // before the update, which changes parameters in place
      Map<String, HostTensor> results =
          EngineRules.mean(exchange.averages() ? exchange.outputs(passed) : passed);
      StepGradients own =
          StepGradients.of(
              runtime.kernels(),
              recording ? gradients(scope) : Map.of(),
              recording ? factored.collect() : Map.of());
      StepGradients all = exchange.averages() ? gradientExchange.sum(step, own) : own;
      if (compilation.gradients()) {
        all.whole()
            .forEach(
                (name, array) ->
                    results.put(Gradients.name(name), runtime.transfers().toHost(array)));
      }
      if (isAdmitted(step, scope, all, results)) {
        scope.assigned().forEach(runtime.variables()::assign);
        compilation
            .optimizer()
            .ifPresent(
                o ->
                    new PtUpdates(runtime)
                        .apply(
                            step,
                            o,
                            all,
                            EngineRules.input(parts.get(0), Optimizer.LEARNING_RATE)));
      }
      return results;
    } catch (RuntimeException e) {
      throw NativeFailure.told(e);
    } finally {
      // libtorch reads the inputs where they are, up to the end of the update.
      Reference.reachabilityFence(parts);
      JniUtils.setGradMode(false);
    }
  }

  /**
   * A pass with libtorch's generator at the start of a stream. It is free again before a step waits
   * for other processes, which may be threads of this one.
   */
  private <T> T drawing(RandomKey stream, Supplier<T> pass) {
    if (!compilation.training() || runtime.random() != RandomMode.ENGINE) {
      return pass.get();
    }
    GENERATOR.lock();
    try {
      runtime.seed(stream);
      return pass.get();
    } finally {
      GENERATOR.unlock();
    }
  }

  /** One micro-batch: forward, and backward into the leaves of the step. */
  private Map<String, HostTensor> pass(
      PtNDManager step,
      PtScope scope,
      Owner owner,
      PtBlocks blocks,
      FactoredGradients factored,
      Map<String, HostTensor> inputs) {
    try (PtNDManager pass = (PtNDManager) step.newSubManager()) {
      PtNDManager tape = (PtNDManager) pass.newSubManager();
      owner.change(tape);
      blocks.begin(pass);
      Map<String, Tensor> outputs = program.apply(scope, feed(tape, inputs));
      outputs.values().forEach(t -> owner.keep(PtTensor.array(t), pass));
      factored.keep(step);
      owner.change(step);
      // Autograd holds what backward needs; the rest of the tape's arrays go now.
      tape.close();
      if (compilation.objective().isPresent()) {
        differentiate(step, blocks, outputs);
      }
      JniUtils.setGradMode(false);
      Map<String, HostTensor> results = new LinkedHashMap<>();
      outputs.forEach(
          (name, tensor) -> results.put(name, runtime.transfers().toHost(PtTensor.array(tensor))));
      return results;
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private boolean isAdmitted(
      PtNDManager step, PtScope scope, StepGradients gradients, Map<String, HostTensor> results) {
    return compilation
        .guard()
        .map(
            guard ->
                new Guarding(runtime.kernels(), guard, exchange)
                    .admits(step, scope, gradients, results))
        .orElse(true);
  }

  private boolean factoring() {
    return !compilation.gradients()
        && compilation.optimizer().filter(PtUpdates::takesFactors).isPresent();
  }

  private ProgramInputs feed(PtNDManager tape, Map<String, HostTensor> inputs) {
    Map<String, Tensor> tensors = new HashMap<>();
    inputs.forEach(
        (name, host) ->
            tensors.put(
                name,
                new PtTensor(runtime.transfers().view(tape, host), host.shape(), host.dtype())));
    return ProgramInputs.of(tensors);
  }

  private void differentiate(PtNDManager step, PtBlocks blocks, Map<String, Tensor> outputs) {
    Tensor objective = EngineRules.objective(outputs, compilation.objective().orElseThrow());
    PtNDArray loss = PtTensor.array(objective);
    if (!runtime.kernels().onTape(loss)) {
      return;
    }
    String share =
        "torch.full_like(a, " + Expressions.number(1.0 / compilation.microBatches()) + ")";
    try (PtNDArray weight = runtime.kernels().call(share, loss)) {
      JniUtils.backward(loss, weight, blocks.any(), false);
    }
    blocks.backward(step);
  }

  private static Map<String, PtNDArray> gradients(PtScope scope) {
    Map<String, PtNDArray> gradients = new LinkedHashMap<>();
    scope
        .leaves()
        .forEach(
            (parameter, leaf) -> {
              PtNDArray gradient = JniUtils.getGradient(leaf);
              if (gradient != null) {
                gradients.put(parameter, gradient);
              }
            });
    return gradients;
  }
}
