package dev.icl.app.training;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchRequest;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.View;
import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.loss.Target;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.BackboneMethod;
import dev.icl.modules.method.SupervisedLosses;
import dev.icl.modules.method.TwoStreams;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Map;

/**
 * FixMatch in its simplest form: where the network is sure of a weak view, its label teaches the
 * strong view of the same image.
 */
final class ThresholdedPseudoLabels extends BackboneMethod {
  private static final View STRONG = View.strong("strong");
  private static final BatchStream UNLABELED = BatchStream.unlabeled(View.weak(), STRONG);

  private final double threshold;

  /**
   * @param threshold probability from which on a label counts
   */
  ThresholdedPseudoLabels(SegmentationNetwork network, double threshold) {
    super("pseudo-labels", network);
    this.threshold = threshold;
  }

  @Override
  public BatchRequest batch() {
    return new BatchRequest(BatchStream.labeled(View.weak()), UNLABELED);
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor weak =
        network().apply(new FrozenScope(scope), inputs.get(Batch.IMAGE_UNLABELED)).logits();
    TwoStreams student =
        TwoStreams.of(
            scope, network(), inputs.get(Batch.IMAGE_LABELED), inputs.get(UNLABELED.image(STRONG)));
    Tensor confidence = ops.max(ops.softmax(weak, 1), true, 1);
    Tensor least = ops.full(DType.F32, Shape.scalar(), threshold);
    Tensor sure = ops.cast(ops.greater(confidence, least), DType.F32);
    Tensor labels = Target.labels(ops, ops.argmax(weak, 1), network().classes()).values();
    Tensor likelihood = ops.mul(ops.logSoftmax(student.unlabeled(), 1), labels);
    Tensor pseudo = ops.mul(ops.sum(ops.mul(likelihood, sure), false), -1.0 / sure.shape().numel());
    return SupervisedLosses.ofLabels(ops, student.labeled(), inputs.get(Batch.LABEL_LABELED))
        .with(ops, "pse", pseudo, ops.full(DType.F32, Shape.scalar(), 1));
  }
}
