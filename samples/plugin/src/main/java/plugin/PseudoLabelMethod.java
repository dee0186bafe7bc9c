package plugin;

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
import dev.icl.modules.method.RampUp;
import dev.icl.modules.method.StepInputs;
import dev.icl.modules.method.SupervisedLosses;
import dev.icl.modules.method.TwoStreams;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Map;

/**
 * FixMatch in its simplest form: where the network is sure of a weak view, its label teaches the
 * strong view of the same image. The loss is {@code (ce + dice) / 2 + w(t) · pse}.
 */
public final class PseudoLabelMethod extends BackboneMethod {
  /** The name in the configuration. */
  public static final String NAME = "pseudo-labels";

  private static final View STRONG = View.strong("strong");
  private static final BatchStream UNLABELED = BatchStream.unlabeled(View.weak(), STRONG);

  private final double threshold;
  private final RampUp rampUp;

  /**
   * @param network that is trained
   * @param settings threshold and weight
   * @param iterations of the training, over all of which the weight grows
   */
  public PseudoLabelMethod(
      SegmentationNetwork network, PseudoLabelSettings settings, int iterations) {
    super(NAME, network);
    this.threshold = settings.threshold();
    this.rampUp = new RampUp(settings.weight(), iterations);
  }

  @Override
  public BatchRequest batch() {
    return new BatchRequest(BatchStream.labeled(View.weak()), UNLABELED);
  }

  @Override
  public StepInputs stepInputs() {
    return rampUp.input();
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor weak =
        network().apply(new FrozenScope(scope), inputs.get(Batch.IMAGE_UNLABELED)).logits();
    TwoStreams student =
        TwoStreams.of(
            scope, network(), inputs.get(Batch.IMAGE_LABELED), inputs.get(UNLABELED.image(STRONG)));
    Tensor pseudo = pseudoLoss(ops, weak, student.unlabeled());
    return SupervisedLosses.ofLabels(ops, student.labeled(), inputs.get(Batch.LABEL_LABELED))
        .with(ops, "pse", pseudo, inputs.get(RampUp.WEIGHT));
  }

  /**
   * Cross entropy against the labels that the network is sure of, as a mean over all pixels.
   *
   * @param ops the operations
   * @param weak class scores of the weak view, {@code [M, classes, spatial]}, constants
   * @param strong those of the strong view, of the same shape
   */
  private Tensor pseudoLoss(Ops ops, Tensor weak, Tensor strong) {
    Tensor confidence = ops.max(ops.softmax(weak, 1), true, 1);
    Tensor least = ops.full(DType.F32, Shape.scalar(), threshold);
    Tensor sure = ops.cast(ops.greater(confidence, least), DType.F32);
    Tensor labels = Target.labels(ops, ops.argmax(weak, 1), network().classes()).values();
    Tensor likelihood = ops.mul(ops.logSoftmax(strong, 1), labels);
    return ops.mul(ops.sum(ops.mul(likelihood, sure), false), -1.0 / sure.shape().numel());
  }
}
