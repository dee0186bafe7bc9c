package dev.icl.engine.tensorflow;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.SumParts;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * Batch normalisation, channels-last. On the processor TensorFlow adds up the values of a batch in
 * float32, one after another: over the million values of a channel that a batch of 24 slices of
 * 256×256 has, the mean is off by 4 % of the standard deviation, and by 16 % where 60 % of the
 * pixels are background, since equal values are rounded the same way each time. So the statistics
 * are those of short parts there, and what is between them and TensorFlow's becomes scale and
 * shift.
 */
final class BatchNormalisation {
  /** Values of volumes below which further passes over them cost little next to everything else. */
  private static final long SMALL_VOLUMES = 1 << 20;

  /** Values of a batch below which a pass that brings them close to zero costs nothing. */
  private static final long SMALL_BATCH = 1 << 18;

  private static final int VOLUMES = 5;

  private final Nodes nodes;
  private final Arranger arranger;

  BatchNormalisation(Nodes nodes, Arranger arranger) {
    this.nodes = nodes;
    this.arranger = arranger;
  }

  BatchNormResult batchNorm(
      TfTensor x,
      TfTensor scale,
      TfTensor shift,
      TfTensor mean,
      TfTensor var,
      boolean training,
      double momentum,
      double epsilon) {
    if (training && x.shape().rank() == VOLUMES && x.shape().numel() < SMALL_VOLUMES) {
      return ofVolumes(x, scale, shift, mean, var, momentum, epsilon);
    }
    return training && !nodes.areOnGpu()
        ? inParts(x, scale, shift, mean, var, momentum, epsilon)
        : fused(x, scale, shift, mean, var, training, momentum, epsilon);
  }

  /**
   * By TensorFlow's own statistics: outside of training, and on a GPU, where small batches in
   * training are brought close to zero first.
   */
  private BatchNormResult fused(
      TfTensor x,
      TfTensor scale,
      TfTensor shift,
      TfTensor mean,
      TfTensor var,
      boolean training,
      double momentum,
      double epsilon) {
    Layout layout = Layout.lastAxis(x.shape().rank(), 1);
    Output<?> image = image(arranger.in(x, layout), x);
    @Nullable Output<?> level =
        training && x.shape().numel() < SMALL_BATCH
            ? nodes.op("StopGradient", nodes.op("Mean", image, nodes.ints(0, 1, 2)))
            : null;
    Output<?> near = level == null ? image : nodes.op("Sub", image, level);
    Operation norm =
        fused(x, near, scale.value(), shift.value(), epsilon)
            .in(mean.value(), var.value())
            .attr("exponential_avg_factor", momentum)
            .attr("is_training", training)
            .build();
    TfTensor output = output(norm, x, layout);
    if (!training) {
      return new BatchNormResult(output, mean, var);
    }
    Output<?> newMean = norm.output(1);
    if (level != null) {
      newMean =
          nodes.op("AddV2", newMean, nodes.op("Mul", level, nodes.scalar(x.dtype(), momentum)));
    }
    return new BatchNormResult(
        output,
        mean.with(nodes.op("StopGradient", newMean)),
        var.with(nodes.op("StopGradient", norm.output(2))));
  }

  /**
   * In training, with statistics of short sums. Values are brought close to zero first: then
   * TensorFlow's mean, which its gradient has, is right, too.
   */
  private BatchNormResult inParts(
      TfTensor x,
      TfTensor scale,
      TfTensor shift,
      TfTensor mean,
      TfTensor var,
      double momentum,
      double epsilon) {
    int channels = x.shape().dim(1);
    int values = Math.toIntExact(x.shape().numel() / channels);
    int parts = Math.toIntExact(SumParts.of(values));
    Layout layout = Layout.lastAxis(x.shape().rank(), 1);
    Output<?> cut = nodes.reshape(arranger.in(x, layout), values / parts, parts * channels);
    Output<?> batchMean = mean(nodes.op("StopGradient", cut), parts, channels);
    Output<?> near = nodes.op("Sub", cut, nodes.op("Tile", batchMean, nodes.ints(parts)));
    Output<?> still = nodes.op("StopGradient", near);
    Output<?> batchVar = mean(nodes.op("Square", still), parts, channels);
    Output<?> ones = nodes.constant(HostTensor.fill(x.dtype(), Shape.of(channels), i -> 1));
    Output<?> zeros = nodes.constant(HostTensor.zeros(x.dtype(), Shape.of(channels)));
    // outputs 3 and 4 are the mean and the biased variance, on the processor
    Operation own = inTraining(x, still, ones, zeros, epsilon);
    Output<?> ownMean = nodes.op("StopGradient", own.output(3));
    Output<?> ownVar = nodes.op("StopGradient", own.output(4));
    Output<?> tiny = nodes.scalar(x.dtype(), epsilon);
    Output<?> deviation = nodes.op("Rsqrt", nodes.op("AddV2", batchVar, tiny));
    Output<?> factor =
        nodes.op("Mul", nodes.op("Sqrt", nodes.op("AddV2", ownVar, tiny)), deviation);
    Output<?> offset = nodes.op("Mul", ownMean, deviation);
    Operation norm =
        inTraining(
            x,
            near,
            nodes.op("Mul", scale.value(), factor),
            nodes.op("AddV2", shift.value(), nodes.op("Mul", scale.value(), offset)),
            epsilon);
    double unbiased = (double) values / Math.max(1, values - 1);
    return new BatchNormResult(
        output(norm, x, layout),
        moved(mean, batchMean, 1 - momentum, momentum),
        moved(var, batchVar, 1 - momentum, momentum * unbiased));
  }

  /** Means of channels, of the means of parts. */
  private Output<?> mean(Output<?> cut, int parts, int channels) {
    Output<?> ofParts = nodes.reshape(nodes.op("Mean", cut, nodes.ints(0)), parts, channels);
    return nodes.op("Mean", ofParts, nodes.ints(0));
  }

  /** A batch as images, whatever its rank: TensorFlow normalises no others. */
  private Output<?> image(Output<?> physical, TfTensor x) {
    int channels = x.shape().dim(1);
    int batch = x.shape().dim(0);
    int values = Math.toIntExact(x.shape().numel() / channels / Math.max(1, batch));
    return nodes.reshape(physical, batch, values, 1, channels);
  }

  private TfTensor output(Operation norm, TfTensor x, Layout layout) {
    Output<?> value = nodes.reshape(norm.output(0), layout.physical(x.shape()));
    return new TfTensor(value, x.shape(), x.dtype(), layout);
  }

  private Operation inTraining(
      TfTensor x, Output<?> physical, Output<?> scale, Output<?> shift, double epsilon) {
    Output<?> none = nodes.constant(HostTensor.zeros(x.dtype(), Shape.of(0)));
    return fused(x, image(physical, x), scale, shift, epsilon)
        .in(none, none)
        .attr("is_training", true)
        .build();
  }

  private Nodes.Node fused(
      TfTensor x, Output<?> image, Output<?> scale, Output<?> shift, double epsilon) {
    return nodes
        .node("FusedBatchNormV3")
        .in(image, scale, shift)
        .attr("U", TfDtypes.of(x.dtype()))
        .attr("epsilon", epsilon);
  }

  /** In training, by sums of one axis after another, which the gradient has, too. */
  private BatchNormResult ofVolumes(
      TfTensor x,
      TfTensor scale,
      TfTensor shift,
      TfTensor mean,
      TfTensor var,
      double momentum,
      double epsilon) {
    int channels = x.shape().dim(1);
    double values = (double) x.shape().numel() / channels;
    Layout layout = Layout.lastAxis(VOLUMES, 1);
    Output<?> volume = arranger.in(x, layout);
    Output<?> batchMean = TfReductions.inStages(nodes, "Mean", volume, 0, 1, 2, 3);
    Output<?> centred = nodes.op("Sub", volume, batchMean);
    Output<?> batchVar =
        TfReductions.inStages(nodes, "Mean", nodes.op("Square", centred), 0, 1, 2, 3);
    Output<?> deviation =
        nodes.op("Rsqrt", nodes.op("AddV2", batchVar, nodes.scalar(x.dtype(), epsilon)));
    Output<?> factor = nodes.op("Mul", deviation, scale.value());
    Output<?> value = nodes.op("AddV2", nodes.op("Mul", centred, factor), shift.value());
    double unbiased = values / Math.max(1, values - 1);
    return new BatchNormResult(
        new TfTensor(value, x.shape(), x.dtype(), layout),
        moved(mean, nodes.reshape(batchMean, channels), 1 - momentum, momentum),
        moved(var, nodes.reshape(batchVar, channels), 1 - momentum, momentum * unbiased));
  }

  /** A running statistic and a batch's, each with its share. */
  private TfTensor moved(TfTensor running, Output<?> batch, double kept, double taken) {
    Output<?> sum =
        nodes.op(
            "AddV2",
            nodes.op("Mul", running.value(), nodes.scalar(running.dtype(), kept)),
            nodes.op("Mul", batch, nodes.scalar(running.dtype(), taken)));
    return running.with(nodes.op("StopGradient", sum));
  }
}
