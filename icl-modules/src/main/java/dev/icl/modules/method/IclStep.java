package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.ProgramInputs;
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
import java.util.Optional;

/**
 * One ICL step from images to losses, in the order the batch statistics hang on: backbone labelled,
 * backbone unlabelled, SSPA labelled, SSPA unlabelled, USCL unlabelled. What only losses of weight
 * 0 need is left out.
 *
 * @param network the backbone
 * @param scales the backbone's features that the proxies read, as indices of {@link
 *     SegmentationNetwork#features}
 * @param sspa the proxy with learned queries
 * @param uscl the proxy with SSPA's queries
 * @param weights of the losses
 */
public record IclStep(
    SegmentationNetwork network,
    List<Integer> scales,
    SemanticProxy sspa,
    SemanticProxy uscl,
    IclWeights weights) {
  private static final SegmentationLoss PSEUDO = new DiceLoss(DiceLoss.Denominator.PLAIN);
  private static final ConsistencyLoss CONSISTENCY = new SoftmaxMeanSquaredError();

  /** Copies the list. */
  public IclStep {
    scales = List.copyOf(scales);
  }

  /**
   * @param inputs the tensors of a {@link Batch}
   */
  public IclOutputs forward(Scope scope, ProgramInputs inputs) {
    return forward(scope, inputs, false);
  }

  /**
   * The same for a method that learns from the unlabelled logits too.
   *
   * @param inputs the tensors of a {@link Batch}
   */
  IclOutputs forwardWithTrainedLogits(Scope scope, ProgramInputs inputs) {
    return forward(scope, inputs, true);
  }

  private IclOutputs forward(Scope scope, ProgramInputs inputs, boolean trainedLogits) {
    NetworkOutput labeled = network.apply(scope, inputs.get(Batch.IMAGE_LABELED));
    Optional<NetworkOutput> unlabeled =
        weights.useUnlabeled()
            ? Optional.of(unlabeled(scope, inputs.get(Batch.IMAGE_UNLABELED), trainedLogits))
            : Optional.empty();
    return withProxies(scope, inputs, labeled, unlabeled);
  }

  /**
   * The rest of the step for a method that passes the images by itself: both proxies, and the
   * losses.
   *
   * @param scope operations and variables
   * @param inputs with {@link Batch#LABEL_LABELED}
   * @param labeled the backbone's output for labelled images
   * @param unlabeled that for unlabelled ones
   */
  IclOutputs withProxies(
      Scope scope, ProgramInputs inputs, NetworkOutput labeled, NetworkOutput unlabeled) {
    return withProxies(scope, inputs, labeled, Optional.of(unlabeled));
  }

  /**
   * USCL's maps of further images.
   *
   * @param scope operations and variables
   * @param output the backbone's output for them
   * @param labeled SSPA's output for the labelled images of the step
   * @return deep to shallow
   */
  List<Tensor> usclMaps(Scope scope, NetworkOutput output, ProxyOutput labeled) {
    return uscl.maps(scope, read(output), labeled.queries());
  }

  private IclOutputs withProxies(
      Scope scope, ProgramInputs inputs, NetworkOutput labeled, Optional<NetworkOutput> unlabeled) {
    ProxyOutput sspaLabeled = sspa.adapt(scope, read(labeled));
    List<Tensor> sspaUnlabeled =
        weights.consistency() > 0
            ? sspa.maps(new FrozenScope(scope), constants(scope, read(unlabeled.orElseThrow())))
            : List.of();
    List<Tensor> usclUnlabeled =
        unlabeled
            .map(output -> uscl.maps(scope, read(output), sspaLabeled.queries()))
            .orElse(List.of());
    IclLosses.Sum sum =
        supervised(scope.ops(), inputs.get(Batch.LABEL_LABELED), labeled, sspaLabeled);
    unlabeled.ifPresent(
        output -> addUnsupervised(sum, scope.ops(), output, sspaUnlabeled, usclUnlabeled));
    return new IclOutputs(
        labeled, unlabeled, sspaLabeled, sspaUnlabeled, usclUnlabeled, sum.losses());
  }

  private IclLosses.Sum supervised(
      Ops ops, Tensor labels, NetworkOutput labeled, ProxyOutput sspaLabeled) {
    Target target = Target.labels(ops, labels, network.classes());
    SupervisedLosses supervised =
        SupervisedLosses.of(ops, labeled.logits(), target).with(ops, labeled.coarse(), labels);
    IclLosses.Sum sum = new IclLosses.Sum(ops);
    sum.add(IclLosses.CROSS_ENTROPY, 1, supervised.crossEntropy());
    sum.add(IclLosses.DICE, 1, supervised.dice());
    if (weights.auxiliary() > 0) {
      Tensor auxiliary =
          MultiScale.segmentation(ops, SupervisedLosses.sum(), sspaLabeled.maps(), target);
      sum.add(IclLosses.AUXILIARY, weights.auxiliary(), auxiliary);
    }
    return sum;
  }

  private void addUnsupervised(
      IclLosses.Sum sum,
      Ops ops,
      NetworkOutput unlabeled,
      List<Tensor> sspaUnlabeled,
      List<Tensor> usclUnlabeled) {
    if (weights.pseudo() > 0) {
      Target pseudoLabels =
          Target.soft(ops, new Prediction(ops, unlabeled.logits()).probabilities());
      Tensor pseudo = MultiScale.segmentation(ops, PSEUDO, usclUnlabeled, pseudoLabels);
      sum.add(IclLosses.PSEUDO, weights.pseudo(), pseudo);
    }
    if (weights.consistency() > 0) {
      Tensor consistency = MultiScale.consistency(ops, CONSISTENCY, usclUnlabeled, sspaUnlabeled);
      sum.add(IclLosses.CONSISTENCY, weights.consistency(), consistency);
    }
  }

  private NetworkOutput unlabeled(Scope scope, Tensor images, boolean trainedLogits) {
    return trainedLogits
        ? network.apply(scope, images)
        : network.applyWithConstantLogits(scope, images);
  }

  private List<Tensor> read(NetworkOutput output) {
    return scales.stream().map(output.features()::get).toList();
  }

  private static List<Tensor> constants(Scope scope, List<Tensor> tensors) {
    return tensors.stream().map(scope.ops()::stopGradient).toList();
  }
}
