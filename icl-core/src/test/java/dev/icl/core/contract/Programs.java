package dev.icl.core.contract;

import static dev.icl.core.contract.Rig.vector;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Small programs to train. */
final class Programs {
  private Programs() {}

  /** {@code loss = Σ w² · x}, with a parameter {@code w}. */
  static Program weightedSquares() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      Tensor weighted = ops.mul(ops.square(scope.variable("w")), in.get("x"));
      return Map.of("loss", ops.sum(weighted, false));
    };
  }

  /** Two layers and a squared error, beside parameters that the loss does not depend on. */
  static Program perceptron() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      Tensor hidden =
          ops.tanh(ops.linear(in.get("x"), scope.variable("l1.weight"), scope.variable("l1.bias")));
      Tensor output = ops.linear(hidden, scope.variable("l2.weight"), null);
      Tensor loss = ops.mean(ops.square(ops.sub(output, in.get("y"))), false);
      Tensor unused = ops.mul(scope.variable("unused"), 2);
      return Map.of("loss", loss, "unused", unused);
    };
  }

  static Rig withPerceptron(Rig rig) {
    return rig.parameter("l1.weight", Values.random("l1", 4, 3))
        .parameter("l1.bias", vector(0.1, -0.2, 0.3, 0))
        .parameter("unused", vector(1, 2))
        .parameter("l2.weight", Values.random("l2", 2, 4));
  }

  static Map<String, HostTensor> perceptronInputs() {
    return Map.of("x", Values.random("x", 5, 3), "y", Values.random("y", 5, 2));
  }

  /** A small U-Net-like classifier of pixels: one level down and up, batch norm, cross entropy. */
  static Program pixelClassifier() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      Tensor features = normalized(scope, in.get("x"));
      Shape size = features.shape().spatial();
      Tensor low = ops.avgPool(features, PoolSpec.of(2, 2));
      Tensor up = ops.resize(low, size, Resize.LINEAR_ALIGNED);
      Tensor logits =
          ops.conv(
              ops.concat(List.of(features, up), 1),
              scope.variable("head.weight"),
              scope.variable("head.bias"),
              ConvSpec.of(2, 1, 0));
      Tensor target = ops.oneHot(in.get("y"), 2, 1);
      Tensor crossEntropy = ops.neg(ops.sum(ops.mul(ops.logSoftmax(logits, 1), target), false, 1));
      return Map.of("loss", ops.mean(crossEntropy, false));
    };
  }

  private static Tensor normalized(Scope scope, Tensor x) {
    Ops ops = scope.ops();
    Tensor convolved = ops.conv(x, scope.variable("conv.weight"), null, ConvSpec.same(3, 3));
    BatchNormResult norm =
        ops.batchNorm(
            convolved,
            scope.variable("bn.weight"),
            scope.variable("bn.bias"),
            scope.variable("bn.running_mean"),
            scope.variable("bn.running_var"),
            scope.training(),
            0.1,
            1e-5);
    scope.assign("bn.running_mean", norm.runningMean());
    scope.assign("bn.running_var", norm.runningVar());
    return ops.gelu(norm.output());
  }

  static Rig withPixelClassifier(Rig rig) {
    return rig.parameter("conv.weight", Values.random("conv", 2, 1, 3, 3))
        .parameter("bn.weight", vector(1, 0.8))
        .parameter("bn.bias", vector(0.1, -0.1))
        .buffer("bn.running_mean", vector(0, 0))
        .buffer("bn.running_var", vector(1, 1))
        .parameter("head.weight", Values.random("head", 2, 4, 1, 1))
        .parameter("head.bias", vector(0, 0.2));
  }

  static Map<String, HostTensor> pixelInputs() {
    return Map.of("x", Values.random("x", 2, 1, 4, 6), "y", Values.classes(2, 2, 4, 6));
  }
}
