package dev.icl.modules.method;

import dev.icl.core.batch.BatchRequest;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.View;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Strong views of unlabelled images, with boxes of the same view of other ones, and what is learned
 * from them: the hard labels of the weak views, cut as the images are.
 *
 * @param count the number of strong views, each with changes and boxes of its own
 * @param config threshold of the labels, sizes of the boxes
 */
record StrongViews(int count, StrongConfig config) {
  private static final String PARTNERS = "partners";

  /** Labelled images, and unlabelled ones in all views; others of the same views for boxes. */
  BatchRequest batch() {
    BatchStream labeled = BatchStream.labeled(View.weak());
    return hasPartners()
        ? new BatchRequest(labeled, unlabeled(), partners())
        : new BatchRequest(labeled, unlabeled());
  }

  /** The boxes of each view. */
  StepInputs boxes() {
    StepInputs inputs = StepInputs.NONE;
    for (View view : hasPartners() ? views() : List.<View>of()) {
      inputs = inputs.and(new CutBoxes(mask(view), config.cutMix()));
    }
    return inputs;
  }

  /** Whether boxes of other images are cut in. */
  boolean hasPartners() {
    return config.cutMix().probability() > 0;
  }

  /** The weak views of the images that fill boxes, {@code [M, channels, spatial]}. */
  Tensor weakPartners(ProgramInputs inputs) {
    return inputs.get(partners().image(View.weak()));
  }

  /**
   * The strong views one after another through a network.
   *
   * @param scope operations and variables
   * @param network the one that learns
   * @param inputs the tensors of {@link #batch} and {@link #boxes}
   * @return of {@code count · M} rows
   */
  NetworkOutput output(Scope scope, SegmentationNetwork network, ProgramInputs inputs) {
    Ops ops = scope.ops();
    List<Tensor> images = new ArrayList<>();
    for (View view : views()) {
      Tensor image = inputs.get(unlabeled().image(view));
      images.add(
          hasPartners()
              ? cut(ops, image, inputs.get(partners().image(view)), inputs, view)
              : image);
    }
    return network.apply(scope, images.size() == 1 ? images.get(0) : ops.concat(images, 0));
  }

  /**
   * The mean over the views of the Dice loss against hard labels.
   *
   * @param ops the operations
   * @param logits class scores of {@link #output}
   * @param weak probabilities of the weak views, {@code [M, classes, spatial]}, constants
   * @param partners those of the images that fill boxes; anything where there are none
   * @param inputs the tensors of {@link #boxes}
   */
  Tensor dice(Ops ops, Tensor logits, Tensor weak, Tensor partners, ProgramInputs inputs) {
    int rows = weak.shape().dim(0);
    List<View> views = views();
    Tensor sum =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  Tensor probabilities =
                      hasPartners() ? cut(ops, weak, partners, inputs, views.get(i)) : weak;
                  Tensor scores = count == 1 ? logits : Rows.of(ops, logits, i * rows, rows);
                  return HardLabels.of(ops, probabilities)
                      .dice(ops, scores, config.labels().threshold());
                })
            .reduce(ops::add)
            .orElseThrow();
    return ops.mul(sum, 1.0 / count);
  }

  /**
   * The boxes of a view, {@code [M, 1, spatial]}, 1 where the image stays; empty where there are
   * none.
   *
   * @param inputs the tensors of {@link #boxes}
   * @param index of the view, from 0
   */
  Optional<Tensor> boxes(ProgramInputs inputs, int index) {
    return hasPartners() ? Optional.of(inputs.get(mask(views().get(index)))) : Optional.empty();
  }

  private static Tensor cut(
      Ops ops, Tensor image, Tensor partner, ProgramInputs inputs, View view) {
    return PasteMask.paste(ops, image, partner, inputs.get(mask(view)));
  }

  private static String mask(View view) {
    return "boxes_" + view.name();
  }

  private List<View> views() {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> View.strong("s" + i, View.JITTER))
        .toList();
  }

  private View[] allViews() {
    return Stream.concat(Stream.of(View.weak()), views().stream()).toArray(View[]::new);
  }

  private BatchStream unlabeled() {
    return BatchStream.unlabeled(allViews());
  }

  private BatchStream partners() {
    return BatchStream.moreUnlabeled(PARTNERS, allViews());
  }
}
