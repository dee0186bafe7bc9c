package dev.icl.engine.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
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

  /** Elements that dropout compares with the same threshold. */
  private static final int RUN = 1024;

  // "product" returns what hangs on its lists: TorchScript drops calls whose only effect is on the
  // contents of a list that was made in the script and that nothing reads. Its products all go to
  // the same memory, which stays in the cache. Where each thread gets 16 rows or more it makes a
  // part by itself; the threads of one product wait for each other.
  private static final String OPTIMIZERS =
      """
        def all(self: __torch__.M, p: List[Tensor], g: List[Tensor], m: List[Tensor], \
      lr: float, momentum: float, decay: float) -> int:
          torch._fused_sgd_(p, g, m, weight_decay=decay, momentum=momentum, lr=lr, \
      dampening=0., nesterov=False, maximize=False, is_first_step=False)
          return 0
        def product(self: __torch__.M, p: Tensor, g: Tensor, x: Tensor, m: Tensor, \
      lr: float, momentum: float, decay: float, parts: int) -> int:
          rows = torch.size(p, 0)
          columns = torch.size(p, 1)
          batch = torch.size(x, 0)
          done = 0
          size = max(16, 524288 // columns)
          if size // parts < 16:
            parts = 1
          size = size // parts * parts
          xs = torch.expand(torch.unsqueeze(x, 0), [parts, batch, columns])
          block = torch.empty_like(torch.narrow(p, 0, 0, min(size, rows)))
          for i in range((rows + size - 1) // size):
            n = min(size, rows - i * size)
            pi = [torch.narrow(p, 0, i * size, n)]
            gi = [torch.narrow(block, 0, 0, n)]
            gt = torch.t(torch.narrow(g, 1, i * size, n))
            if parts > 1 and n % parts == 0:
              each = n // parts
              torch.bmm(torch.reshape(gt, [parts, each, batch]), xs, \
      out=torch.view(gi[0], [parts, each, columns]))
            else:
              torch.mm(gt, x, out=gi[0])
            mi = [torch.narrow(m, 0, i * size, n)]
            torch._fused_sgd_(pi, gi, mi, weight_decay=decay, momentum=momentum, lr=lr, \
      dampening=0., nesterov=False, maximize=False, is_first_step=False)
            done = done + torch.numel(pi[0])
          return done
        def norms(self: __torch__.M, g: List[Tensor]) -> List[Tensor]:
          return torch._foreach_norm(g)
        def scale(self: __torch__.M, g: List[Tensor], factor: float) -> int:
          torch._foreach_mul_(g, factor)
          return 0
        def finite(self: __torch__.M, x: List[Tensor]) -> int:
          n = 0
          for t in x:
            if not bool(torch.all(torch.isfinite(t))):
              n += 1
          return n
      """;

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
  private PtSymbolBlock optimizers;

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

  /**
   * Dropout on the CPU with one 64-bit draw for eight elements: libtorch's own draws one after
   * another on one thread, and takes longer than the layers around it. Each run of {@value #RUN}
   * elements draws one of the two 256ths next to the rate as its threshold, and each element is
   * dropped if its byte is below: an element's chance is the rate to a 65536th, and elements of a
   * run are very slightly correlated.
   */
  PtNDArray dropout(PtNDArray operand, Shape shape, double rate) {
    long size = shape.numel();
    long runs = (size + RUN - 1) / RUN;
    PtNDArray words =
        call(
            "torch.random_(torch.empty([%s], dtype=4), -9223372036854775807 - 1, None)"
                .formatted(runs * RUN / Long.BYTES),
            operand);
    PtNDArray bytes =
        operand
            .getManager()
            .create(
                JniUtils.getByteBuffer(words, true),
                new ai.djl.ndarray.types.Shape(runs, RUN),
                DataType.UINT8);
    int rank = shape.rank();
    String noise = "noise";
    if (rank == 4 || rank == 5) {
      noise =
          "torch.permute(torch.reshape(noise, %s), %s)"
              .formatted(
                  Arrays.toString(Axes.move(shape.toArray(), 1, rank - 1)),
                  Arrays.toString(Axes.moving(rank, rank - 1, 1)));
    } else {
      noise = "torch.reshape(noise, %s)".formatted(Arrays.toString(shape.toArray()));
    }
    long chance = Math.round(rate * 65536);
    long lower = chance / 256;
    // Bytes reach 255: a threshold of 256 would not fit into one.
    String above = lower > 0 ? "gt" : "ge";
    // Comparing bytes in place, then widening them, is vectorised; choosing by booleans is not.
    String body =
        """
            raised = torch.lt(torch.rand([%s, 1]), %s)
            threshold = torch.to(torch.add(torch.to(raised, 4), %s), 0)
            noise = torch.mul_(torch.to(torch.%s_(b, threshold), 6), %s)
            noise = torch.slice(torch.reshape(noise, [-1]), 0, 0, %s)
            return torch.mul(a, %s)
        """
            .formatted(
                runs,
                chance % 256 / 256.0,
                lower > 0 ? lower - 1 : 0,
                above,
                1 / (1 - rate),
                size,
                noise);
    return evaluate(body, operand, bytes);
  }

  /** Whether autograd recorded how a value came to be; DJL's own query knows of leaves only. */
  boolean onTape(PtNDArray array) {
    return call("torch.full([1], int(ops.prim.requires_grad(a)), dtype=4)", array).getLong() != 0;
  }

  /** {@code a + gᵀ · x}. */
  PtNDArray addProduct(PtNDArray a, FactoredGradients.Factors factors) {
    return call("torch.addmm(a, torch.t(b), c)", a, factors.gradient(), factors.input());
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
        "all",
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
  void sgd(
      PtNDArray parameter,
      FactoredGradients.Factors factors,
      PtNDArray buffer,
      double learningRate,
      Sgd sgd) {
    run(
        "product",
        IValue.from(parameter),
        IValue.from(factors.gradient()),
        IValue.from(factors.input()),
        IValue.from(buffer),
        IValue.from(learningRate),
        IValue.from(sgd.momentum()),
        IValue.from(sgd.weightDecay()),
        IValue.from((long) (manager.getDevice().isGpu() ? 1 : threads)));
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
  double norm(FactoredGradients.Factors factors) {
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

  /** Whether every element of every array is a finite number. */
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
      optimizers = load(OPTIMIZERS);
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
