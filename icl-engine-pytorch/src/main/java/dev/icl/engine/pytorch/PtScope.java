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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One step's view of the engine: reads variables as leaves of the tape, remembers assignments. The
 * micro-batches of a step share it.
 */
final class PtScope implements Scope {
  /**
   * The settings of a step.
   *
   * @param training whether this is training
   * @param recording whether parameters become leaves of the tape
   */
  record Mode(boolean training, boolean recording) {}

  private final PtRuntime runtime;
  private final Ops ops;
  private final PtNDManager step;
  private final Owner owner;
  private final FactoredGradients factored;
  private final Mode mode;
  private final PtBlocks blocks;
  private final Map<String, PtTensor> reads = new LinkedHashMap<>();
  private final Map<String, PtNDArray> leaves = new LinkedHashMap<>();
  private final Map<String, PtTensor> assigned = new LinkedHashMap<>();
  private @Nullable RandomKey stream;
  private int masksDrawn;

  /**
   * @param runtime of the engine
   * @param ops the step's operations
   * @param step the manager of what lives as long as the step
   * @param owner of what is computed
   * @param factored the factored gradients that large weights are offered to
   * @param mode of the step
   * @param blocks the treatment of blocks
   */
  PtScope(
      PtRuntime runtime,
      Ops ops,
      PtNDManager step,
      Owner owner,
      FactoredGradients factored,
      Mode mode,
      PtBlocks blocks) {
    this.runtime = runtime;
    this.ops = ops;
    this.step = step;
    this.owner = owner;
    this.factored = factored;
    this.mode = mode;
    this.blocks = blocks;
  }

  /** Lets masks on the JVM come from the stream of the next micro-batch. */
  void begin(RandomKey next) {
    stream = next;
    masksDrawn = 0;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean training() {
    return mode.training();
  }

  @Override
  public Tensor variable(String name) {
    PtTensor changed = blocks.assignedBefore(assigned).get(name);
    return changed != null ? changed : reads.computeIfAbsent(name, this::read);
  }

  private PtTensor read(String name) {
    VariableSpec spec = runtime.variables().spec(name);
    PtNDArray alias = JniUtils.detachGradient(runtime.variables().array(name));
    owner.follow(alias);
    if (mode.recording() && spec.kind() == VariableKind.PARAMETER && spec.dtype().isFloating()) {
      alias.setRequiresGradient(true);
      leaves.put(name, alias);
      factored.offer(name, alias);
    }
    return new PtTensor(alias, spec.shape(), spec.dtype());
  }

  @Override
  public void assign(String name, Tensor value) {
    VariableSpec spec = runtime.variables().spec(name);
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    if (!blocks.repeating()) {
      PtNDArray detached = JniUtils.detachGradient(PtTensor.array(value));
      detached.attach(step);
      assigned.put(name, new PtTensor(detached, spec.shape(), spec.dtype()));
    }
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    if (!mode.training() || rate == 0) {
      return x;
    }
    if (blocks.inside()) {
      PtNDArray mask = blocks.drawn(() -> mask(PtTensor.array(x), x.shape(), rate, maskShape));
      return ops.mul(x, new PtTensor(mask, maskShape, DType.F32));
    }
    if (runtime.random() == RandomMode.ENGINE && maskShape.equals(x.shape())) {
      return new PtTensor(dropped(PtTensor.array(x), maskShape, rate), x.shape(), x.dtype());
    }
    return ops.mul(
        x, new PtTensor(mask(PtTensor.array(x), x.shape(), rate, maskShape), maskShape, DType.F32));
  }

  private PtNDArray mask(PtNDArray x, Shape shape, double rate, Shape maskShape) {
    if (runtime.random() == RandomMode.PORTABLE) {
      // not a view: backward reads it when the host tensor may already be collected
      return runtime
          .transfers()
          .copy(
              owner.manager(),
              PortableMasks.draw(Objects.requireNonNull(stream), masksDrawn++, rate, maskShape));
    }
    PtNDArray ones =
        maskShape.equals(shape)
            ? runtime.kernels().call("torch.ones_like(a)", JniUtils.detachGradient(x))
            : (PtNDArray) owner.manager().ones(PtDtypes.djl(maskShape));
    return dropped(ones, maskShape, rate);
  }

  private PtNDArray dropped(PtNDArray array, Shape shape, double rate) {
    return owner.manager().getDevice().isGpu()
        ? JniUtils.dropout(array, rate, true)
        : Dropout.apply(runtime.kernels(), array, shape, rate);
  }

  @Override
  public List<Tensor> block(UnaryOperator<List<Tensor>> block, List<Tensor> inputs) {
    return blocks.apply(block, inputs, assigned);
  }

  /** Parameters read in this step, by name: the leaves of the tape. */
  Map<String, PtNDArray> leaves() {
    return leaves;
  }

  /** New values of variables, by name; outside autograd. */
  Map<String, PtNDArray> assigned() {
    Map<String, PtNDArray> values = new LinkedHashMap<>();
    assigned.forEach((name, value) -> values.put(name, value.array()));
    return values;
  }
}
