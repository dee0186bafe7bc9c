package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** One step's view of the engine: reads variables as leaves of the tape, remembers assignments. */
final class PtScope implements Scope {
  private final PtRuntime runtime;
  private final Ops ops;
  private final PtNDManager manager;
  private final FactoredGradients factored;
  private final boolean training;
  private final boolean recording;
  private final RandomKey key;
  private final Map<String, PtTensor> current = new LinkedHashMap<>();
  private final Map<String, PtNDArray> leaves = new LinkedHashMap<>();
  private final Map<String, PtNDArray> assigned = new LinkedHashMap<>();
  private int masksDrawn;

  /**
   * @param runtime of the engine
   * @param ops the step's operations
   * @param manager of what the step computes
   * @param factored the factored gradients that large weights are offered to
   * @param training whether this is training
   * @param recording whether parameters become leaves of the tape
   * @param key of the step's draws on the JVM
   */
  PtScope(
      PtRuntime runtime,
      Ops ops,
      PtNDManager manager,
      FactoredGradients factored,
      boolean training,
      boolean recording,
      RandomKey key) {
    this.runtime = runtime;
    this.ops = ops;
    this.manager = manager;
    this.factored = factored;
    this.training = training;
    this.recording = recording;
    this.key = key;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public Tensor variable(String name) {
    PtTensor tensor = current.get(name);
    if (tensor == null) {
      VariableSpec spec = runtime.variables().spec(name);
      PtNDArray alias = JniUtils.detachGradient(runtime.variables().array(name));
      alias.attach(manager);
      if (recording && spec.kind() == VariableKind.PARAMETER && spec.dtype().isFloating()) {
        alias.setRequiresGradient(true);
        leaves.put(name, alias);
        factored.offer(name, alias);
      }
      tensor = new PtTensor(alias, spec.shape(), spec.dtype());
      current.put(name, tensor);
    }
    return tensor;
  }

  @Override
  public void assign(String name, Tensor value) {
    VariableSpec spec = runtime.variables().spec(name);
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    PtNDArray detached = JniUtils.detachGradient(PtTensor.array(value));
    current.put(name, new PtTensor(detached, spec.shape(), spec.dtype()));
    assigned.put(name, detached);
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    if (!training || rate == 0) {
      return x;
    }
    if (runtime.random() == RandomMode.PORTABLE) {
      // not a view: backward reads it when the host tensor may already be collected
      PtNDArray mask =
          runtime.transfers().copy(manager, PortableMasks.draw(key, masksDrawn++, rate, maskShape));
      return ops.mul(x, new PtTensor(mask, maskShape, DType.F32));
    }
    if (maskShape.equals(x.shape())) {
      return new PtTensor(dropped(PtTensor.array(x), maskShape, rate), x.shape(), x.dtype());
    }
    PtNDArray ones = (PtNDArray) manager.ones(PtDtypes.djl(maskShape));
    return ops.mul(x, new PtTensor(dropped(ones, maskShape, rate), maskShape, DType.F32));
  }

  private PtNDArray dropped(PtNDArray array, Shape shape, double rate) {
    return manager.getDevice().isGpu()
        ? JniUtils.dropout(array, rate, true)
        : Dropout.apply(runtime.kernels(), array, shape, rate);
  }

  /** Parameters read in this step, by name: the leaves of the tape. */
  Map<String, PtNDArray> leaves() {
    return leaves;
  }

  /** New values of variables, by name; outside autograd. */
  Map<String, PtNDArray> assigned() {
    return assigned;
  }
}
