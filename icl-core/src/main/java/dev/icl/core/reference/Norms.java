package dev.icl.core.reference;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Normalisations of the reference. */
final class Norms {
  private Norms() {}

  static BatchNormResult batchNormTraining(
      RefTensor x,
      RefTensor scale,
      RefTensor shift,
      RefTensor runningMean,
      RefTensor runningVar,
      double momentum,
      double epsilon) {
    Shape channels = runningMean.shape();
    int[] ones = new int[x.shape().rank()];
    Arrays.fill(ones, 1);
    List<double[]> groups = Reductions.groups(x, Shape.of(ones).with(1, channels.dim(0)));
    RefTensor mean = RefTensor.of(x.dtype(), channels, c -> Reductions.mean(groups.get(c[0])), x);
    RefTensor var =
        RefTensor.of(x.dtype(), channels, c -> Reductions.variance(groups.get(c[0])), x);
    double n = (double) x.shape().numel() / channels.dim(0);
    return new BatchNormResult(
        perChannel(x, scale, shift, mean, var, epsilon),
        RefTensor.of(
            x.dtype(), channels, c -> (1 - momentum) * runningMean.at(c) + momentum * mean.at(c)),
        RefTensor.of(
            x.dtype(),
            channels,
            c -> (1 - momentum) * runningVar.at(c) + momentum * var.at(c) * n / (n - 1)));
  }

  static BatchNormResult batchNormInference(
      RefTensor x,
      RefTensor scale,
      RefTensor shift,
      RefTensor runningMean,
      RefTensor runningVar,
      double epsilon) {
    return new BatchNormResult(
        perChannel(x, scale, shift, runningMean, runningVar, epsilon), runningMean, runningVar);
  }

  private static RefTensor perChannel(
      RefTensor x, RefTensor scale, RefTensor shift, RefTensor mean, RefTensor var, double eps) {
    return RefTensor.of(
        x.dtype(),
        x.shape(),
        index -> {
          int c = index[1];
          return (x.at(index) - mean.at(c)) / Math.sqrt(var.at(c) + eps) * scale.at(c)
              + shift.at(c);
        },
        x,
        scale,
        shift);
  }

  static RefTensor instanceNorm(RefTensor x, double epsilon) {
    int[] spatial = new int[x.shape().rank() - 2];
    for (int i = 0; i < spatial.length; i++) {
      spatial[i] = i + 2;
    }
    return normalized(x, epsilon, spatial);
  }

  static RefTensor layerNorm(RefTensor x, RefTensor scale, RefTensor shift, double epsilon) {
    RefTensor normalized = normalized(x, epsilon, x.shape().rank() - 1);
    return RefTensor.of(
        x.dtype(),
        x.shape(),
        index -> normalized.at(index) * scale.stretched(index) + shift.stretched(index),
        x,
        scale,
        shift);
  }

  private static RefTensor normalized(RefTensor x, double epsilon, int... axes) {
    RefTensor mean = Reductions.reduce(x, true, axes, Reductions::mean);
    RefTensor var = Reductions.reduce(x, true, axes, Reductions::variance);
    return RefTensor.of(
        x.dtype(),
        x.shape(),
        index -> (x.at(index) - mean.stretched(index)) / Math.sqrt(var.stretched(index) + epsilon),
        x);
  }
}
