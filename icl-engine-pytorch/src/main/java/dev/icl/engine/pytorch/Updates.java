package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Applies an optimiser to the engine's variables, outside autograd. */
final class Updates {
  private final PyTorchEngine engine;

  Updates(PyTorchEngine engine) {
    this.engine = engine;
  }

  /** Whether the optimiser can take {@link FactoredGradients}. */
  static boolean takesFactors(Optimizer optimizer) {
    return optimizer instanceof Sgd sgd && sgd.momentum() > 0;
  }

  /**
   * @param rate the learning rate, a scalar
   */
  void apply(PtNDManager step, Optimizer optimizer, StepGradients gradients, HostTensor rate) {
    if (!(optimizer instanceof Sgd sgd)) {
      general(step, optimizer, gradients.whole(), rate);
      return;
    }
    gradients
        .factors()
        .forEach(
            (name, pair) ->
                engine
                    .kernels()
                    .sgd(
                        engine.variables().array(name),
                        pair,
                        slot(Sgd.MOMENTUM_BUFFER, name),
                        rate.item(),
                        sgd));
    if (!gradients.whole().isEmpty()) {
      fused(sgd, gradients.whole(), rate.item());
    }
  }

  private void fused(Sgd sgd, Map<String, PtNDArray> gradients, double rate) {
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
            sgd);
  }

  private void general(
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
        engine.variables().assign(name, PtTensor.array(update.parameter()));
        update
            .slots()
            .forEach(
                (slot, t) ->
                    engine.variables().assign(Optimizer.slotName(slot, name), PtTensor.array(t)));
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
}
