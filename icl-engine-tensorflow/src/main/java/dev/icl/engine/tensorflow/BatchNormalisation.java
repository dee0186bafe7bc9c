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
}
