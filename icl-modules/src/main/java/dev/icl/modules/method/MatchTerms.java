package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The passes of a step of {@link UniMatch}, and the losses of unlabelled images.
 *
 * @param labeled the network's output for labelled images
 * @param unlabeled that for weak views of unlabelled ones
 * @param strong Dice loss of the strong views, a float32 scalar
 * @param feature that of disturbed features; empty without
 */
record MatchTerms(
    NetworkOutput labeled, NetworkOutput unlabeled, Tensor strong, Optional<Tensor> feature) {
  /**
   * Runs the passes: labels of the images that fill boxes; labelled and weak images as one batch,
   * decoded twice with features; the strong views.
   *
   * @param scope operations and variables
   * @param network the backbone
   * @param inputs the tensors of the batch, of the boxes and of the teacher
   * @param labels whose labels teach
   * @param views the strong views
   * @param features whether features are disturbed
   */
  static MatchTerms of(
      Scope scope,
      SegmentationNetwork network,
      ProgramInputs inputs,
      WeakLabels labels,
      StrongViews views,
      boolean features) {
    Ops ops = scope.ops();
    labels.follow(scope, inputs);
    Optional<Tensor> partners =
        views.hasPartners()
            ? Optional.of(labels.probabilities(scope, views.weakPartners(inputs)))
            : Optional.empty();
    Tensor x = inputs.get(Batch.IMAGE_LABELED);
    Tensor weak = inputs.get(Batch.IMAGE_UNLABELED);
    Tensor both = ops.concat(List.of(x, weak), 0);
    NetworkOutput output =
        features ? TwiceDecoded.apply(scope, network, both) : network.apply(scope, both);
    int first = x.shape().dim(0);
    int rows = weak.shape().dim(0);
    NetworkOutput unlabeled = Rows.of(ops, output, first, rows);
    Tensor targets = labels.probabilities(scope, weak, unlabeled.logits());
    Tensor logits = views.logits(scope, network, inputs);
    Tensor strong = views.dice(ops, logits, targets, partners.orElse(targets), inputs);
    Optional<Tensor> feature = Optional.empty();
    if (features) {
      Tensor disturbed = Rows.of(ops, output.logits(), 2 * first + rows, rows);
      feature =
          Optional.of(HardLabels.of(ops, targets).dice(ops, disturbed, views.config().threshold()));
    }
    return new MatchTerms(Rows.of(ops, output, 0, first), unlabeled, strong, feature);
  }

  /** The mean of both losses, or the one there is. */
  Tensor mean(Ops ops) {
    return feature.map(loss -> ops.mul(ops.add(strong, loss), 0.5)).orElse(strong);
  }

  /** The losses by name. */
  Map<String, Tensor> named() {
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put("strong", strong);
    feature.ifPresent(loss -> terms.put("feature", loss));
    return terms;
  }

  /** The class scores of labelled and weak images. */
  TwoStreams student() {
    return new TwoStreams(labeled.logits(), unlabeled.logits(), labeled.coarse());
  }
}
