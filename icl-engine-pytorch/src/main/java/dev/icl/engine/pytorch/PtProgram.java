package dev.icl.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Program;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program run eagerly: forward under autograd, backward, update; one memory scope a step. */
final class PtProgram implements CompiledProgram {
  private final PyTorchEngine engine;
  private final Program program;
  private final Compilation compilation;
  private boolean closed;

  PtProgram(PyTorchEngine engine, Program program, Compilation compilation) {
    this.engine = engine;
    this.program = program;
    this.compilation = compilation;
  }

  @Override
  public Map<String, HostTensor> run(Map<String, HostTensor> inputs, RandomKey key) {
    if (closed) {
      throw new IllegalStateException("this program is closed");
    }
    engine.requireOpen();
    boolean recording = compilation.objective().isPresent();
    // Both are settings of the calling thread.
    JniUtils.setGradMode(recording);
    JniUtils.setGraphExecutorOptimize(false);
    try (PtNDManager step = engine.newStep()) {
      PtNDManager tape = (PtNDManager) step.newSubManager();
      Ops ops = engine.ops(tape);
      PtScope scope =
          new PtScope(
              ops,
              tape,
              engine.variables(),
              engine.transfers(),
              engine.kernels(),
              compilation.training(),
              recording,
              engine.random(),
              key);
      Map<String, Tensor> outputs = program.apply(scope, feed(tape, inputs));
      keep(step, scope, outputs);
      // Autograd holds what backward needs; the rest of the tape's arrays go now.
      tape.close();
      Map<String, PtNDArray> gradients = recording ? differentiate(scope, outputs) : Map.of();
      JniUtils.setGradMode(false);
      scope.assigned().forEach((name, array) -> commit(name, array));
      compilation.optimizer().ifPresent(o -> update(step, o, gradients, inputs));
      return fetch(outputs, gradients);
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private Map<String, Tensor> feed(PtNDManager tape, Map<String, HostTensor> inputs) {
    Map<String, Tensor> tensors = new HashMap<>();
    inputs.forEach(
        (name, host) ->
            tensors.put(
                name,
                new PtTensor(engine.transfers().view(tape, host), host.shape(), host.dtype())));
    return EngineRules.inputs(tensors);
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
    if (!engine.kernels().onTape(loss)) {
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

  private void commit(String name, PtNDArray array) {
    // The assigned array may be a view of an input or an output: the variable needs its own.
    engine.variables().replace(name, (PtNDArray) array.duplicate());
  }

  private void update(
      PtNDManager step,
      Optimizer optimizer,
      Map<String, PtNDArray> gradients,
      Map<String, HostTensor> inputs) {
    HostTensor rate = EngineRules.input(inputs, Optimizer.LEARNING_RATE);
    if (gradients.isEmpty()) {
      return;
    }
    if (optimizer instanceof Sgd sgd) {
      fusedSgd(sgd, gradients, rate.item());
    } else {
      anyOptimizer(step, optimizer, gradients, rate);
    }
  }

  private void fusedSgd(Sgd sgd, Map<String, PtNDArray> gradients, double rate) {
    List<PtNDArray> parameters = new ArrayList<>(gradients.size());
    List<PtNDArray> buffers = new ArrayList<>(gradients.size());
    for (String name : gradients.keySet()) {
      parameters.add(engine.variables().array(name));
      sgd.slots().forEach(slot -> buffers.add(slot(slot, name)));
    }
    engine
        .kernels()
        .sgd(
            parameters.toArray(PtNDArray[]::new),
            gradients.values().toArray(PtNDArray[]::new),
            buffers.toArray(PtNDArray[]::new),
            rate,
            sgd.momentum(),
            sgd.weightDecay());
  }

  private void anyOptimizer(
      PtNDManager step, Optimizer optimizer, Map<String, PtNDArray> gradients, HostTensor rate) {
    for (Map.Entry<String, PtNDArray> entry : gradients.entrySet()) {
      String name = entry.getKey();
      try (PtNDManager scratch = (PtNDManager) step.newSubManager()) {
        Ops ops = engine.ops(scratch);
        Map<String, Tensor> slots = new HashMap<>();
        optimizer.slots().forEach(slot -> slots.put(slot, alias(scratch, slot(slot, name))));
        Optimizer.Update update =
            optimizer.update(
                ops,
                alias(scratch, engine.variables().array(name)),
                alias(scratch, entry.getValue()),
                slots,
                ops.constant(rate));
        commit(name, PtTensor.array(update.parameter()));
        update
            .slots()
            .forEach((slot, t) -> commit(Optimizer.slotName(slot, name), PtTensor.array(t)));
      }
    }
  }

  private PtNDArray slot(String slot, String parameter) {
    String name = Optimizer.slotName(slot, parameter);
    return engine.variables().contains(name)
        ? engine.variables().array(name)
        : engine.variables().createSlot(name, parameter);
  }

  private static Tensor alias(PtNDManager manager, PtNDArray array) {
    PtNDArray alias = JniUtils.detachGradient(array);
    alias.attach(manager);
    return new PtTensor(alias, Dtypes.core(array.getShape()), Dtypes.core(array.getDataType()));
  }

  private Map<String, HostTensor> fetch(
      Map<String, Tensor> outputs, Map<String, PtNDArray> gradients) {
    Map<String, HostTensor> results = new LinkedHashMap<>();
    outputs.forEach(
        (name, tensor) -> results.put(name, engine.transfers().toHost(PtTensor.array(tensor))));
    if (compilation.gradients()) {
      gradients.forEach(
          (name, array) -> results.put("grad/" + name, engine.transfers().toHost(array)));
    }
    return results;
  }
}
