package dev.icl.engine.tensorflow;

import dev.icl.core.ops.BatchNormResult;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Batch normalisation, channels-last. */
final class BatchNormalisation {
  /**
   * Elements below which another pass over a batch costs nothing next to everything else.
   * TensorFlow adds up a batch in float32, one value after another. Batches that are not large
   * enough for that to average out are brought close to zero first, which changes neither result
   * nor gradient but what is lost to rounding.
   */
  private static final long SMALL_BATCH = 1 << 18;

  /** The same for volumes, whose many values a channel are added up with care then. */
  private static final long SMALL_VOLUMES = 1 << 20;

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
    int channels = x.shape().dim(1);
    int values = Math.toIntExact(x.shape().numel() / channels);
    int batch = x.shape().dim(0);
    Layout layout = Layout.lastAxis(x.shape().rank(), 1);
    Output<?> image = nodes.reshape(arranger.in(x, layout), batch, values / batch, 1, channels);
    @Nullable Output<?> level =
        training && x.shape().numel() < SMALL_BATCH
            ? nodes.op("StopGradient", nodes.op("Mean", image, nodes.ints(0, 1, 2)))
            : null;
    Operation norm =
        nodes
            .node("FusedBatchNormV3")
            .in(level == null ? image : nodes.op("Sub", image, level))
            .in(scale.value(), shift.value(), mean.value(), var.value())
            .attr("U", TfDtypes.of(x.dtype()))
            .attr("epsilon", epsilon)
            .attr("exponential_avg_factor", momentum)
            .attr("is_training", training)
            .build();
    TfTensor output =
        new TfTensor(
            nodes.reshape(norm.output(0), layout.physical(x.shape())),
            x.shape(),
            x.dtype(),
            layout);
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

  /** The same in training, from sums whose rounding does not grow with the number of values. */
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
