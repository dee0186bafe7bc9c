package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Applies an optimiser to the engine's variables, outside autograd. */
final class PtUpdates {
  private final PtRuntime runtime;

  PtUpdates(PtRuntime runtime) {
    this.runtime = runtime;
  }

  /** Whether the optimiser can take {@link FactoredGradients}. */
  static boolean takesFactors(Optimizer optimizer) {
    return optimizer instanceof AdamW || optimizer instanceof Sgd sgd && sgd.momentum() > 0;
  }

  /**
   * Changes the parameters that have a gradient.
   *
   * @param step the owner of the step's arrays
   * @param optimizer the rule
   * @param gradients whole, or as factors where {@link #takesFactors} says so
   * @param rate the learning rate, a scalar
   */
  void apply(PtNDManager step, Optimizer optimizer, StepGradients gradients, HostTensor rate) {
    if (optimizer instanceof Sgd sgd) {
      apply(sgd, gradients, rate.item());
    } else if (optimizer instanceof AdamW adamw) {
      apply(adamw, gradients, rate.item());
    } else {
      general(step, optimizer, gradients.whole(), rate);
    }
  }

  private void apply(Sgd sgd, StepGradients gradients, double rate) {
    gradients
        .factors()
        .forEach(
            (name, pair) ->
                runtime
                    .kernels()
                    .sgd(
                        runtime.variables().array(name),
                        pair,
                        slot(sgd, Sgd.MOMENTUM_BUFFER, name),
                        rate,
                        sgd));
    Map<String, PtNDArray> whole = gradients.whole();
    if (!whole.isEmpty()) {
      PtNDArray[][] buffers = state(sgd, whole.keySet());
      runtime
          .kernels()
          .sgd(
              parameters(whole.keySet()),
              whole.values().toArray(PtNDArray[]::new),
              buffers.length == 0 ? new PtNDArray[0] : buffers[0],
              rate,
              sgd);
    }
  }

  private void apply(AdamW adamw, StepGradients gradients, double rate) {
    gradients
        .factors()
        .forEach(
            (name, pair) ->
                runtime
                    .kernels()
                    .adamw(
                        runtime.variables().array(name),
                        pair,
                        adamw.slots().stream()
                            .map(slot -> slot(adamw, slot, name))
                            .toArray(PtNDArray[]::new),
                        rate,
                        adamw));
    Map<String, PtNDArray> whole = gradients.whole();
    if (!whole.isEmpty()) {
      runtime
          .kernels()
          .adamw(
              parameters(whole.keySet()),
              whole.values().toArray(PtNDArray[]::new),
              state(adamw, whole.keySet()),
              rate,
              adamw);
    }
  }

  private PtNDArray[] parameters(Set<String> names) {
    return names.stream().map(runtime.variables()::array).toArray(PtNDArray[]::new);
  }

  /** The slots of an optimiser, each for all parameters. */
  private PtNDArray[][] state(Optimizer optimizer, Set<String> parameters) {
    return optimizer.slots().stream()
        .map(
            slot ->
                parameters.stream()
                    .map(name -> slot(optimizer, slot, name))
                    .toArray(PtNDArray[]::new))
        .toArray(PtNDArray[][]::new);
  }

  private void general(
      PtNDManager step, Optimizer optimizer, Map<String, PtNDArray> gradients, HostTensor rate) {
    for (Map.Entry<String, PtNDArray> entry : gradients.entrySet()) {
      String name = entry.getKey();
      try (PtNDManager scratch = (PtNDManager) step.newSubManager()) {
        Ops ops = runtime.ops(scratch);
        Map<String, Tensor> slots = new HashMap<>();
        optimizer
            .slots()
            .forEach(slot -> slots.put(slot, alias(scratch, slot(optimizer, slot, name))));
        Optimizer.Update update =
            optimizer.update(
                ops,
                alias(scratch, runtime.variables().array(name)),
                alias(scratch, entry.getValue()),
                slots,
                ops.constant(rate));
        runtime.variables().assign(name, PtTensor.array(update.parameter()));
        update
            .slots()
            .forEach(
                (slot, t) ->
                    runtime.variables().assign(Optimizer.slotName(slot, name), PtTensor.array(t)));
      }
    }
  }

  private PtNDArray slot(Optimizer optimizer, String slot, String parameter) {
    String name = Optimizer.slotName(slot, parameter);
    PtVariables variables = runtime.variables();
    return variables.contains(name)
        ? variables.array(name)
        : variables.createSlot(
            name, parameter, optimizer.slotShape(slot, variables.spec(parameter).shape()));
  }

  private static Tensor alias(PtNDManager manager, PtNDArray array) {
    PtNDArray alias = JniUtils.detachGradient(array);
    alias.attach(manager);
    return new PtTensor(alias, PtDtypes.core(array.getShape()), PtDtypes.core(array.getDataType()));
  }
}
