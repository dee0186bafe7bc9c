package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a step of which only inputs and results are kept. Forward, a block runs without a
 * tape, and its results are leaves. On the way back, once the gradients of these leaves are
 * complete, it runs a second time on a tape of its own, which takes them to its inputs.
 */
final class PtBlocks {
  /**
   * A block that ran.
   *
   * @param block from the inputs to the results
   * @param inputs as the tape has them
   * @param onTape by input, whether it wants a gradient
   * @param results leaves
   * @param masks the random masks, in the order of their draws
   * @param assigned the values that variables had been assigned before
   */
  private record Ran(
      UnaryOperator<List<Tensor>> block,
      List<PtTensor> inputs,
      List<Boolean> onTape,
      List<PtNDArray> results,
      List<PtNDArray> masks,
      Map<String, PtTensor> assigned) {}

  private final Kernels kernels;
  private final Owner owner;
  private final FactoredGradients factored;
  private final boolean active;
  private final Deque<Ran> ran = new ArrayDeque<>();

  /** The manager of what outlives the blocks. */
  private @Nullable PtNDManager pass;

  /** Masks of the block under way; null outside of blocks. */
  private @Nullable List<PtNDArray> drawing;

  private @Nullable Iterator<PtNDArray> redrawing;
  private @Nullable Map<String, PtTensor> assignedBefore;

  /**
   * @param kernels of the engine
   * @param owner of what the step computes
   * @param factored gradients of large layers
   * @param active whether blocks are computed twice; otherwise they are like everything else
   */
  PtBlocks(Kernels kernels, Owner owner, FactoredGradients factored, boolean active) {
    this.kernels = kernels;
    this.owner = owner;
    this.factored = factored;
    this.active = active;
  }

  /** Lets a manager own what is kept of blocks from now on, up to its gradients. */
  void begin(PtNDManager manager) {
    pass = manager;
    ran.clear();
  }

  /** Whether there is a block that {@link #backward} must go through. */
  boolean any() {
    return !ran.isEmpty();
  }

  /** Whether a block is under way whose masks must be kept. */
  boolean inside() {
    return drawing != null || redrawing != null;
  }

  /** Whether a block runs for the second time. */
  boolean repeating() {
    return redrawing != null;
  }

  /** The assignments that variables are read from: in a repetition those of the first time. */
  Map<String, PtTensor> assignedBefore(Map<String, PtTensor> now) {
    return assignedBefore == null ? now : assignedBefore;
  }

  /** A mask of the block under way: drawn the first time, the same the second time. */
  PtNDArray drawn(Supplier<PtNDArray> draw) {
    if (redrawing != null) {
      return redrawing.next();
    }
    PtNDArray mask = draw.get();
    mask.attach(Objects.requireNonNull(pass));
    Objects.requireNonNull(drawing, "outside of a block").add(mask);
    return mask;
  }

  /**
   * The results of a block.
   *
   * @param block from the inputs to the results
   * @param inputs of the block
   * @param assigned the values that variables have been assigned so far
   */
  List<Tensor> apply(
      UnaryOperator<List<Tensor>> block, List<Tensor> inputs, Map<String, PtTensor> assigned) {
    if (!active || inside()) {
      return block.apply(inputs);
    }
    PtNDManager outer = owner.manager();
    PtNDManager kept = Objects.requireNonNull(pass);
    List<PtNDArray> masks = new ArrayList<>();
    List<PtTensor> results = new ArrayList<>();
    Map<String, PtTensor> before = new HashMap<>(assigned);
    List<PtTensor> given = inputs.stream().map(PtTensor.class::cast).toList();
    List<Boolean> onTape = given.stream().map(this::isOnTape).toList();
    drawing = masks;
    factored.pause(true);
    JniUtils.setGradMode(false);
    PtNDManager own = (PtNDManager) outer.newSubManager();
    try {
      owner.change(own);
      for (Tensor result : block.apply(aliases(given, own, null))) {
        results.add(leaf((PtTensor) result, kept));
      }
    } finally {
      owner.change(outer);
      own.close();
      JniUtils.setGradMode(true);
      factored.pause(false);
      drawing = null;
    }
    given.forEach(input -> owner.keep(input.array(), kept));
    ran.push(
        new Ran(
            block,
            given,
            onTape,
            results.stream().map(result -> result.array()).toList(),
            masks,
            before));
    return List.copyOf(results);
  }

  private boolean isOnTape(PtTensor tensor) {
    return tensor.dtype().isFloating() && kernels.onTape(tensor.array());
  }

  private static PtTensor leaf(PtTensor result, PtNDManager manager) {
    PtNDArray leaf = JniUtils.detachGradient(result.array());
    leaf.attach(manager);
    leaf.setRequiresGradient(result.dtype().isFloating());
    return new PtTensor(leaf, result.shape(), result.dtype());
  }

  /** The same values as the inputs of a block: constants, or leaves of its own tape. */
  private static List<Tensor> aliases(
      List<PtTensor> inputs, PtNDManager manager, @Nullable List<Boolean> leaves) {
    List<Tensor> aliases = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      PtTensor input = inputs.get(i);
      PtNDArray alias = JniUtils.detachGradient(input.array());
      alias.attach(manager);
      if (leaves != null && leaves.get(i)) {
        alias.setRequiresGradient(true);
      }
      aliases.add(new PtTensor(alias, input.shape(), input.dtype()));
    }
    return aliases;
  }

  /**
   * Goes back through the blocks, the last first, once the gradients of what follows are in the
   * leaves.
   *
   * @param step the manager of what lives as long as the step
   */
  void backward(PtNDManager step) {
    while (!ran.isEmpty()) {
      backward(ran.pop(), step);
    }
  }

  private void backward(Ran one, PtNDManager step) {
    List<@Nullable PtNDArray> gradients = new ArrayList<>();
    int last = -1;
    for (PtNDArray result : one.results()) {
      PtNDArray gradient = JniUtils.getGradient(result);
      last = gradient == null ? last : gradients.size();
      gradients.add(gradient);
    }
    if (last < 0) {
      return;
    }
    PtNDManager outer = owner.manager();
    PtNDManager own = (PtNDManager) step.newSubManager();
    try {
      List<Tensor> inputs = aliases(one.inputs(), own, one.onTape());
      repeat(one, inputs, gradients, last, own);
      factored.keep(step);
      JniUtils.setGradMode(false);
      for (int i = 0; i < inputs.size(); i++) {
        PtNDArray gradient =
            one.onTape().get(i) ? JniUtils.getGradient(PtTensor.array(inputs.get(i))) : null;
        if (gradient != null) {
          // other blocks may have inputs that come from the same values
          JniUtils.backward(one.inputs().get(i).array(), gradient, true, false);
        }
      }
    } finally {
      owner.change(outer);
      own.close();
      one.masks().forEach(PtNDArray::close);
    }
  }

  private void repeat(
      Ran one,
      List<Tensor> inputs,
      List<@Nullable PtNDArray> gradients,
      int last,
      PtNDManager own) {
    owner.change(own);
    redrawing = one.masks().iterator();
    assignedBefore = one.assigned();
    JniUtils.setGradMode(true);
    try {
      List<Tensor> results = one.block().apply(inputs);
      for (int i = 0; i <= last; i++) {
        PtNDArray gradient = gradients.get(i);
        PtNDArray result = PtTensor.array(results.get(i));
        if (gradient != null && kernels.onTape(result)) {
          JniUtils.backward(result, gradient, i < last, false);
        }
      }
    } finally {
      redrawing = null;
      assignedBefore = null;
    }
  }
}
