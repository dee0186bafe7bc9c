package dev.icl.core.ops;

import dev.icl.core.tensor.Tensor;
import java.util.stream.IntStream;

/** Operations that are made of others, for engines that have nothing better. */
final class Compositions {
  private Compositions() {}

  static Tensor instanceNorm(OpsKernel ops, Tensor x, double epsilon) {
    int[] spatial = IntStream.range(2, x.shape().rank()).toArray();
    return standardised(ops, x, epsilon, spatial);
  }

  static Tensor layerNorm(OpsKernel ops, Tensor x, Tensor scale, Tensor shift, double epsilon) {
    Tensor normal = standardised(ops, x, epsilon, x.shape().rank() - 1);
    return ops.binary(BinaryOp.ADD, ops.binary(BinaryOp.MUL, normal, scale), shift);
  }

  /** Less its mean and over its standard deviation, along axes. */
  private static Tensor standardised(OpsKernel ops, Tensor x, double epsilon, int... axes) {
    Tensor mean = ops.reduce(ReduceOp.MEAN, x, true, axes);
    Tensor centred = ops.binary(BinaryOp.SUB, x, mean);
    Tensor var = ops.reduce(ReduceOp.MEAN, ops.unary(UnaryOp.SQUARE, centred), true, axes);
    Tensor scale = ops.unary(UnaryOp.RSQRT, ops.withNumber(NumberOp.ADD, var, epsilon));
    return ops.binary(BinaryOp.MUL, centred, scale);
  }
}
