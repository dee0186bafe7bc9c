package dev.icl.engine.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ATen functions that DJL's arrays do not offer, called through TorchScript expressions with their
 * settings written into them, as {@code torch.upsample_bilinear2d(a, [8, 8], True)} with operands
 * {@code a}, {@code b}, ... Autograd sees through them. Compiled on first use and kept.
 */
final class Kernels {
  /** A model uses a few dozen; programs with ever-changing settings must not pile modules up. */
  private static final int CAPACITY = 1024;

  private final PtNDManager manager;
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
  private PtSymbolBlock sgd;

  Kernels(PtNDManager manager) {
    this.manager = manager;
  }

  /** Evaluates an expression over operands named {@code a}, {@code b}, {@code c}, ... */
  PtNDArray call(String expression, PtNDArray... operands) {
    PtSymbolBlock block = compiled.get(expression);
    if (block == null) {
      block = compile(expression, operands.length);
      compiled.put(expression, block);
    }
    return (PtNDArray) IValueUtils.forward(block, new NDList(operands), true).get(0);
  }

  /**
   * One pass of {@code torch.optim.SGD} over all parameters, in place and outside autograd. Memory
   * layouts of a parameter, its gradient and its buffer must agree.
   *
   * @param buffers momentum buffers, none if {@code momentum} is 0
   */
  void sgd(
      PtNDArray[] parameters,
      PtNDArray[] gradients,
      PtNDArray[] buffers,
      double learningRate,
      double momentum,
      double weightDecay) {
    if (sgd == null) {
      sgd =
          load(
              """
                def step(self: __torch__.M, p: List[Tensor], g: List[Tensor], m: List[Tensor], \
              lr: float, momentum: float, decay: float) -> int:
                  torch._fused_sgd_(p, g, m, weight_decay=decay, momentum=momentum, lr=lr, \
              dampening=0., nesterov=False, maximize=False, is_first_step=False)
                  return 0
              """);
    }
    IValue[] arguments = {
      IValue.listFrom(parameters),
      IValue.listFrom(gradients),
      IValue.listFrom(buffers),
      IValue.from(learningRate),
      IValue.from(momentum),
      IValue.from(weightDecay)
    };
    try (IValue done = IValueUtils.runMethod(sgd, "step", arguments)) {
      assert done.isLong();
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }

  private PtSymbolBlock compile(String expression, int operands) {
    StringBuilder source = new StringBuilder("  def forward(self: __torch__.M");
    for (int i = 0; i < operands; i++) {
      source.append(", ").append((char) ('a' + i)).append(": Tensor");
    }
    source.append(") -> Tensor:\n    return ").append(expression).append('\n');
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
