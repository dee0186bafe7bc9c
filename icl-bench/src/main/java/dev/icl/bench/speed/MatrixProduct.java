package dev.icl.bench.speed;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Map;

/**
 * The yardstick: float32 products of square matrices, several in one program. The matrix stays in
 * the engine and one number of the result comes back, so that hardly anything but products is
 * timed.
 */
final class MatrixProduct implements AutoCloseable {
  /** Products in one run. */
  static final int CHAINED = 4;

  private static final String MATRIX = "speed.matrix";

  private final CompiledProgram program;
  private final RandomKey key;

  private MatrixProduct(CompiledProgram program, RandomKey key) {
    this.program = program;
    this.key = key;
  }

  static MatrixProduct on(Engine engine, int size, RandomKey key) {
    VariableSpec matrix =
        new VariableSpec(
            MATRIX,
            DType.F32,
            Shape.of(size, size),
            VariableKind.BUFFER,
            Initializers.kaimingUniform());
    engine
        .variables()
        .create(matrix, matrix.initializer().create(matrix.dtype(), matrix.shape(), key));
    return new MatrixProduct(
        engine.compile((scope, inputs) -> chain(scope), Compilation.inference()), key);
  }

  private static Map<String, Tensor> chain(Scope scope) {
    Ops ops = scope.ops();
    Tensor matrix = scope.variable(MATRIX);
    Tensor product = matrix;
    for (int i = 0; i < CHAINED; i++) {
      product = ops.matmul(product, matrix);
    }
    return Map.of("corner", ops.slice(product, new int[] {0, 0}, Shape.of(1, 1)));
  }

  /** Floating-point operations of one product; a multiply-add is 2. */
  static double flops(int size) {
    return 2.0 * size * size * size;
  }

  /** Runs once; nanoseconds of all the products. */
  long run() {
    long start = System.nanoTime();
    Map<String, HostTensor> none = Map.of();
    program.run(none, key);
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    program.close();
  }
}
