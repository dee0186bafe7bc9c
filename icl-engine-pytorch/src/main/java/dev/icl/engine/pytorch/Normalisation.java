package dev.icl.engine.pytorch;

import static dev.icl.engine.pytorch.Expressions.number;
import static dev.icl.engine.pytorch.PtTensor.array;
import static dev.icl.engine.pytorch.PtTensor.owned;
import static dev.icl.engine.pytorch.PtTensor.wrap;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.tensor.Tensor;

/** Normalisations, as {@link dev.icl.core.ops.OpsKernel} has them. */
final class Normalisation {
  private final Kernels kernels;
  private final Layouts layouts;

  Normalisation(Kernels kernels, Layouts layouts) {
    this.kernels = kernels;
    this.layouts = layouts;
  }

  BatchNormResult batch(
      Tensor x,
      Tensor scale,
      Tensor shift,
      Tensor runningMean,
      Tensor runningVar,
      boolean training,
      double momentum,
      double epsilon) {
    // libtorch updates running statistics in place.
    Tensor mean = training ? wrap(detachedCopy(runningMean)) : runningMean;
    Tensor var = training ? wrap(detachedCopy(runningVar)) : runningVar;
    // DJL hands its "gamma, beta, runningMean, runningVar" to libtorch in this order.
    PtNDArray output =
        JniUtils.batchNorm(
            training ? layouts.forStatistics(array(x)) : array(x),
            array(mean),
            array(var),
            array(scale),
            array(shift),
            training,
            momentum,
            epsilon);
    return new BatchNormResult(owned(output), mean, var);
  }

  Tensor instance(Tensor x, double epsilon) {
    // libtorch's instance_norm has a wrong gradient for one channels-last volume.
    return owned(
        kernels.call(
            "torch.group_norm(a, " + x.shape().dim(1) + ", None, None, " + number(epsilon) + ")",
            array(x)));
  }

  Tensor layer(Tensor x, Tensor scale, Tensor shift, double epsilon) {
    return wrap(
        JniUtils.layerNorm(
            array(x),
            new ai.djl.ndarray.types.Shape(x.shape().dim(-1)),
            array(scale),
            array(shift),
            epsilon));
  }

  private static NDArray detachedCopy(Tensor tensor) {
    return JniUtils.detachGradient(array(tensor)).duplicate();
  }
}
