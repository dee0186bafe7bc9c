package dev.icl.engine.pytorch;

import ai.djl.ndarray.NDArray;
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
import dev.icl.core.error.MemoryShortage;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A program run eagerly: forward under autograd, backward, update; one memory scope a step. */
final class PtProgram implements CompiledProgram {
  /** libtorch has one generator for all engines of a process. */
  private static final Lock GENERATOR = new ReentrantLock();

  private final PtRuntime runtime;
  private final Program program;
  private final Compilation compilation;
  private boolean closed;

  PtProgram(PtRuntime runtime, Program program, Compilation compilation) {
    this.runtime = runtime;
    this.program = program;
    this.compilation = compilation;
  }

  @Override
  public Map<String, HostTensor> run(Map<String, HostTensor> inputs, RandomKey key) {
    if (closed) {
      throw new IllegalStateException("this program is closed");
    }
    runtime.requireOpen();
    boolean recording = compilation.objective().isPresent();
    runtime.prepareThread();
    JniUtils.setGradMode(recording);
    boolean drawing = compilation.training() && runtime.random() == RandomMode.ENGINE;
    if (drawing) {
      GENERATOR.lock();
      runtime.seed(key);
    }
    try (PtNDManager step = runtime.newStep()) {
      PtNDManager tape = (PtNDManager) step.newSubManager();
      FactoredGradients factored = runtime.factoredGradients(factoring());
      Ops ops = runtime.ops(tape, factored);
      PtScope scope =
          new PtScope(runtime, ops, tape, factored, compilation.training(), recording, key);
      Map<String, Tensor> outputs = program.apply(scope, feed(tape, inputs));
      keep(step, scope, outputs);
      factored.keep(step);
      // Autograd holds what backward needs; the rest of the tape's arrays go now.
      tape.close();
      Map<String, PtNDArray> gradients = recording ? differentiate(scope, outputs) : Map.of();
      JniUtils.setGradMode(false);
      // before the update, which changes parameters in place
      Map<String, HostTensor> results = fetch(outputs, gradients);
      StepGradients all =
          StepGradients.of(runtime.kernels(), gradients, recording ? factored.collect() : Map.of());
      if (isAdmitted(step, scope, all, results)) {
        scope.assigned().forEach(runtime.variables()::assign);
        compilation
            .optimizer()
            .ifPresent(
                o ->
                    new PtUpdates(runtime)
                        .apply(step, o, all, EngineRules.input(inputs, Optimizer.LEARNING_RATE)));
      }
      return results;
    } catch (RuntimeException e) {
      throw MemoryShortage.of(e).map(RuntimeException.class::cast).orElse(e);
    } finally {
      // libtorch reads the inputs where they are, up to the end of the update.
      Reference.reachabilityFence(inputs);
      JniUtils.setGradMode(false);
      if (drawing) {
        GENERATOR.unlock();
      }
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
            guard -> new Guarding(runtime.kernels(), guard).admits(step, scope, gradients, results))
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

  private static void keep(PtNDManager step, PtScope scope, Map<String, Tensor> outputs) {
    scope.leaves().values().forEach(a -> a.attach(step));
    scope.assigned().values().forEach(a -> a.attach(step));
    outputs.values().forEach(t -> PtTensor.array(t).attach(step));
  }

  private Map<String, PtNDArray> differentiate(PtScope scope, Map<String, Tensor> outputs) {
    Tensor objective = EngineRules.objective(outputs, compilation.objective().orElseThrow());
    PtNDArray loss = PtTensor.array(objective);
    Map<String, PtNDArray> gradients = new LinkedHashMap<>();
    if (!runtime.kernels().onTape(loss)) {
      return gradients;
    }
    try (NDArray one = loss.onesLike()) {
      JniUtils.backward(loss, (PtNDArray) one, false, false);
    }
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

  private Map<String, HostTensor> fetch(
      Map<String, Tensor> outputs, Map<String, PtNDArray> gradients) {
    Map<String, HostTensor> results = new LinkedHashMap<>();
    outputs.forEach(
        (name, tensor) -> results.put(name, runtime.transfers().toHost(PtTensor.array(tensor))));
    if (compilation.gradients()) {
      gradients.forEach(
          (name, array) -> results.put(Gradients.name(name), runtime.transfers().toHost(array)));
    }
    return results;
  }
}
