package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.loss.ConsistencyLoss;
import dev.icl.core.loss.DiceLoss;
import dev.icl.core.loss.MultiScale;
import dev.icl.core.loss.Prediction;
import dev.icl.core.loss.SegmentationLoss;
import dev.icl.core.loss.SoftmaxMeanSquaredError;
import dev.icl.core.loss.Target;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.proxy.ProxyOutput;
import dev.icl.modules.proxy.SemanticProxy;
import java.util.List;
import java.util.Map;

/**
 * One ICL step from images to losses, in the order the batch statistics hang on: backbone labelled,
 * backbone unlabelled, SSPA labelled, SSPA unlabelled, USCL unlabelled.
 *
 * @param network the backbone
 * @param sspa the proxy with learned queries
 * @param uscl the proxy with SSPA's queries
 * @param consistencyWeight λ
 */
public record IclStep(
    SegmentationNetwork network,
    SemanticProxy sspa,
    SemanticProxy uscl,
    double consistencyWeight) {
  private static final SegmentationLoss PSEUDO = new DiceLoss(DiceLoss.Denominator.PLAIN);
  private static final ConsistencyLoss CONSISTENCY = new SoftmaxMeanSquaredError();

  /**
   * @param inputs the tensors of a {@link Batch}
   */
  public IclOutputs forward(Scope scope, Map<String, Tensor> inputs) {
    NetworkOutput labeled = network.apply(scope, inputs.get(Batch.IMAGE_LABELED));
    NetworkOutput unlabeled =
        network.applyWithConstantLogits(scope, inputs.get(Batch.IMAGE_UNLABELED));
    ProxyOutput sspaLabeled = sspa.adapt(scope, labeled.features());
    List<Tensor> sspaUnlabeled =
        sspa.maps(new FrozenScope(scope), constants(scope, unlabeled.features()));
    List<Tensor> usclUnlabeled =
        uscl.maps(scope, unlabeled.features(), sspaLabeled.queries());
    Target target =
        Target.labels(scope.ops(), inputs.get(Batch.LABEL_LABELED), network.classes());
    return new IclOutputs(
        labeled,
        unlabeled,
        sspaLabeled,
        sspaUnlabeled,
        usclUnlabeled,
        losses(
            scope.ops(), target, labeled, unlabeled, sspaLabeled, sspaUnlabeled, usclUnlabeled));
  }

  private IclLosses losses(
      Ops ops,
      Target target,
      NetworkOutput labeled,
      NetworkOutput unlabeled,
      ProxyOutput sspaLabeled,
      List<Tensor> sspaUnlabeled,
      List<Tensor> usclUnlabeled) {
    SupervisedLosses supervised = SupervisedLosses.of(ops, labeled.logits(), target);
    Tensor auxiliary =
        MultiScale.segmentation(ops, SupervisedLosses.sum(), sspaLabeled.maps(), target);
    Target pseudoLabels =
        Target.soft(ops, new Prediction(ops, unlabeled.logits()).probabilities());
    Tensor pseudo = MultiScale.segmentation(ops, PSEUDO, usclUnlabeled, pseudoLabels);
    Tensor consistency =
        MultiScale.consistency(ops, CONSISTENCY, usclUnlabeled, sspaUnlabeled);
    Tensor total =
        List.of(supervised.dice(), auxiliary, pseudo, ops.mul(consistency, consistencyWeight))
            .stream()
            .reduce(supervised.crossEntropy(), ops::add);
    return new IclLosses(
        supervised.crossEntropy(), supervised.dice(), auxiliary, pseudo, consistency, total);
  }

  private static List<Tensor> constants(Scope scope, List<Tensor> tensors) {
    return tensors.stream().map(scope.ops()::stopGradient).toList();
  }
}
