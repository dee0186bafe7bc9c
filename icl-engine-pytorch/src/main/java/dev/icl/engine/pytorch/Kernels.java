package dev.icl.engine.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.Sgd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ATen functions that DJL's arrays do not offer, called through TorchScript expressions with their
 * settings written into them, as {@code torch.upsample_bilinear2d(a, [8, 8], True)} with operands
 * {@code a}, {@code b}, ... Autograd sees through them. Compiled on first use and kept.
 */
final class Kernels {
  /** A model uses a few dozen; programs with ever-changing settings must not pile modules up. */
  private static final int CAPACITY = 1024;

  private final PtNDManager manager;
  private final int threads;
  private final Map<String, PtSymbolBlock> compiled =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PtSymbolBlock> eldest) {
          if (size() <= CAPACITY) {
            return false;
          }
          eldest.getValue().close();
          return true;
        }
      };
  private @Nullable PtSymbolBlock optimizers;

  /**
   * @param threads that share the work of an operation on the processor
   */
  Kernels(PtNDManager manager, int threads) {
    this.manager = manager;
    this.threads = threads;
  }

  /** Evaluates an expression over operands named {@code a}, {@code b}, {@code c}, ... */
  PtNDArray call(String expression, PtNDArray... operands) {
    return evaluate("    return " + expression + "\n", operands);
  }

  /** Runs a method body, which ends in {@code return}; operands as in {@link #call}. */
  PtNDArray evaluate(String body, PtNDArray... operands) {
    PtSymbolBlock block = compiled.get(body);
    if (block == null) {
      block = compile(body, operands.length);
      compiled.put(body, block);
    }
    return (PtNDArray) IValueUtils.forward(block, new NDList(operands), true).get(0);
  }

  /** Whether autograd recorded how a value came to be; DJL's own query knows of leaves only. */
  boolean onTape(PtNDArray array) {
    return call("torch.full([1], int(ops.prim.requires_grad(a)), dtype=4)", array).getLong() != 0;
  }

  /**
   * One pass of {@code torch.optim.SGD} over all parameters, in place and outside autograd. Memory
   * layouts of a parameter, its gradient and its buffer must agree.
   *
   * @param buffers momentum buffers, none if there is no momentum
   */
  void sgd(
      PtNDArray[] parameters,
      PtNDArray[] gradients,
      PtNDArray[] buffers,
      double learningRate,
      Sgd sgd) {
    run(
        "sgd",
        IValue.listFrom(parameters),
        IValue.listFrom(gradients),
        IValue.listFrom(buffers),
        IValue.from(learningRate),
        IValue.from(sgd.momentum()),
        IValue.from(sgd.weightDecay()));
  }

  /**
   * The same for one matrix whose gradient is a product, a block of rows at a time. Parameter and
   * buffer must be in C order.
   */
  void sgd(PtNDArray parameter, Factors factors, PtNDArray buffer, double learningRate, Sgd sgd) {
    run(
        "sgd_product",
        IValue.from(parameter),
        IValue.from(factors.gradient()),
        IValue.from(factors.input()),
        IValue.from(buffer),
        IValue.from(learningRate),
        IValue.from(sgd.momentum()),
        IValue.from(sgd.weightDecay()),
        IValue.from(parts()));
  }

  /**
   * One pass of {@code torch.optim.AdamW} over all parameters, in place and outside autograd, as
   * {@link #sgd(PtNDArray[], PtNDArray[], PtNDArray[], double, Sgd)}.
   *
   * @param parameters as many as there are gradients
   * @param gradients of the parameters
   * @param state the means, the mean squares and the step counts, each as many as parameters
   * @param learningRate of this step
   * @param adamw the other settings
   */
  void adamw(
      PtNDArray[] parameters,
      PtNDArray[] gradients,
      PtNDArray[][] state,
      double learningRate,
      AdamW adamw) {
    run(
        "adamw",
        IValue.listFrom(parameters),
        IValue.listFrom(gradients),
        IValue.listFrom(state[0]),
        IValue.listFrom(state[1]),
        IValue.listFrom(state[2]),
        IValue.from(learningRate),
        IValue.from(adamw.beta1()),
        IValue.from(adamw.beta2()),
        IValue.from(adamw.epsilon()),
        IValue.from(adamw.weightDecay()));
  }

  /**
   * The same for one matrix whose gradient is a product, a block of rows at a time. Parameter and
   * means must be in C order.
   *
   * @param parameter the matrix
   * @param factors of its gradient
   * @param state the mean, the mean square and the step count
   * @param learningRate of this step
   * @param adamw the other settings
   */
  void adamw(
      PtNDArray parameter, Factors factors, PtNDArray[] state, double learningRate, AdamW adamw) {
    run(
        "adamw_product",
        IValue.from(parameter),
        IValue.from(factors.gradient()),
        IValue.from(factors.input()),
        IValue.from(state[0]),
        IValue.from(state[1]),
        IValue.from(state[2]),
        IValue.from(learningRate),
        IValue.from(adamw.beta1()),
        IValue.from(adamw.beta2()),
        IValue.from(adamw.epsilon()),
        IValue.from(adamw.weightDecay()),
        IValue.from(parts()));
  }

  /** Into how many parts a block of a product may be divided. */
  private long parts() {
    return manager.getDevice().isGpu() ? 1 : threads;
  }

  /** The Euclidean norm of each array; none of the results is attached to a manager of a step. */
  double[] norms(PtNDManager step, PtNDArray[] arrays) {
    IValue argument = IValue.listFrom(arrays);
    try (IValue result = IValueUtils.runMethod(optimizers(), "norms", argument);
        PtNDManager scratch = (PtNDManager) step.newSubManager()) {
      PtNDArray[] norms = result.toTensorArray(scratch);
      PtNDArray stacked = JniUtils.stack(norms, 0);
      stacked.attach(scratch);
      float[] values = stacked.toFloatArray();
      double[] doubles = new double[values.length];
      Arrays.setAll(doubles, i -> values[i]);
      return doubles;
    } finally {
      argument.close();
    }
  }

  /** The Euclidean norm of {@code gᵀ · x} by way of {@code (g · gᵀ) ∘ (x · xᵀ)}, in float64. */
  double norm(Factors factors) {
    try (PtNDArray square =
        evaluate(
            """
                g = torch.to(a, 7)
                x = torch.to(b, 7)
                return torch.sum(torch.mul(torch.mm(g, torch.t(g)), torch.mm(x, torch.t(x))))
            """,
            factors.gradient(),
            factors.input())) {
      // rounding can make it negative next to 0
      return Math.sqrt(Math.max(0, square.getDouble()));
    }
  }

  /** Multiplies arrays in place. */
  void scale(PtNDArray[] arrays, double factor) {
    run("scale", IValue.listFrom(arrays), IValue.from(factor));
  }

  /** Whether every element of every array is finite. */
  boolean areFinite(PtNDArray[] arrays) {
    IValue argument = IValue.listFrom(arrays);
    try (IValue broken = IValueUtils.runMethod(optimizers(), "finite", argument)) {
      return broken.toLong() == 0;
    } finally {
      argument.close();
    }
  }

  private void run(String method, IValue... arguments) {
    try (IValue done = IValueUtils.runMethod(optimizers(), method, arguments)) {
      assert done.isLong();
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }

  private PtSymbolBlock optimizers() {
    if (optimizers == null) {
      optimizers = load(OptimizerScripts.SOURCE);
    }
    return optimizers;
  }

  private PtSymbolBlock compile(String body, int operands) {
    StringBuilder source = new StringBuilder("  def forward(self: __torch__.M");
    for (int i = 0; i < operands; i++) {
      source.append(", ").append((char) ('a' + i)).append(": Tensor");
    }
    source.append(") -> Tensor:\n").append(body);
    return load(source.toString());
  }

  private PtSymbolBlock load(String methods) {
    try (ByteArrayInputStream stream = new ByteArrayInputStream(ScriptArchive.of(methods))) {
      return JniUtils.loadModule(manager, stream, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
