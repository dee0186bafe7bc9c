package dev.icl.engine.pytorch;

import static dev.icl.engine.pytorch.Expressions.number;
import static dev.icl.engine.pytorch.PtTensor.array;
import static dev.icl.engine.pytorch.PtTensor.owned;
import static dev.icl.engine.pytorch.PtTensor.wrap;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/** Normalisations, as {@link dev.icl.core.ops.OpsKernel} has them. */
final class Normalisation {
  /**
   * Voxels from which on float32 is too short to add them up one after another, and a copy of a
   * volume costs more on a GPU than what it spares.
   */
  private static final long LARGE_VOLUME = 1 << 15;

  private final Kernels kernels;
  private final Layouts layouts;
  private final BatchStatistics statistics;
  private final boolean gpu;

  Normalisation(Kernels kernels, Layouts layouts, boolean gpu) {
    this.kernels = kernels;
    this.layouts = layouts;
    this.statistics = new BatchStatistics(kernels, gpu);
    this.gpu = gpu;
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
    // running statistics are updated in place
    Tensor mean = training ? wrap(detachedCopy(runningMean)) : runningMean;
    Tensor var = training ? wrap(detachedCopy(runningVar)) : runningVar;
    if (training && statistics.areWanted(array(x))) {
      PtNDArray normalized =
          statistics.normalize(
              (PtTensor) x, array(mean), array(var), array(scale), array(shift), momentum, epsilon);
      return new BatchNormResult(owned(normalized), mean, var);
    }
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

  /**
   * A channels-last volume by itself is a batch whose statistics are those of the instance, which
   * libtorch normalises faster than groups of one channel; but for large volumes of a batch on
   * GPUs, where that would copy them.
   */
  Tensor instance(Tensor x, double epsilon) {
    Shape shape = x.shape();
    boolean volumes = shape.rank() == 5 && shape.dim(1) >= Layouts.CHANNELS_LAST;
    boolean large = volumes && shape.spatial().numel() >= LARGE_VOLUME;
    if (volumes && (shape.dim(0) == 1 || !large || !gpu)) {
      String body =
          large && !gpu
              ? VolumeScripts.normalisedExactly(shape, epsilon)
              : VolumeScripts.normalised(shape, epsilon);
      return owned(kernels.evaluate(body, array(x)));
    }
    // libtorch's instance_norm has a wrong gradient for one channels-last volume.
    return owned(
        kernels.call(
            "torch.group_norm(a, " + shape.dim(1) + ", None, None, " + number(epsilon) + ")",
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
