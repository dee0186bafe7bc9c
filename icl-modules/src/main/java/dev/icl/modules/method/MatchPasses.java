package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Optional;

/**
 * The passes of a step of {@link UniMatch}.
 *
 * @param labeled the network's output for labelled images
 * @param unlabeled that for weak views of unlabelled ones
 * @param targets probabilities of the weak views, constants {@code [M, classes, spatial]}
 * @param partners those of the images that fill boxes; the targets where there are none
 * @param strong the network's output for the strong views, one after another
 * @param disturbed class scores of the weak views with disturbed features; empty without
 */
record MatchPasses(
    NetworkOutput labeled,
    NetworkOutput unlabeled,
    Tensor targets,
    Tensor partners,
    NetworkOutput strong,
    Optional<Tensor> disturbed) {
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
  static MatchPasses of(
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
    return new MatchPasses(
        Rows.of(ops, output, 0, first),
        unlabeled,
        targets,
        partners.orElse(targets),
        views.output(scope, network, inputs),
        features
            ? Optional.of(Rows.of(ops, output.logits(), 2 * first + rows, rows))
            : Optional.empty());
  }

  /**
   * The losses of unlabelled images.
   *
   * @param ops the operations
   * @param views the strong views
   * @param inputs the tensors of the boxes
   * @param taught the targets, or what is left of them
   */
  MatchTerms terms(Ops ops, StrongViews views, ProgramInputs inputs, Tensor taught) {
    return new MatchTerms(
        views.dice(ops, strong.logits(), taught, partners, inputs),
        disturbed.map(
            logits ->
                HardLabels.of(ops, taught).dice(ops, logits, views.config().labels().threshold())));
  }

  /** The class scores of labelled and weak images. */
  TwoStreams student() {
    return new TwoStreams(labeled.logits(), unlabeled.logits(), labeled.coarse());
  }
}
