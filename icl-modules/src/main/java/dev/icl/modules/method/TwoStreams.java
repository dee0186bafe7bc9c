package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/**
 * Class scores of labelled and unlabelled images that passed through a network as one batch, and so
 * share batch statistics.
 *
 * @param labeled {@code [N, classes, spatial]}
 * @param unlabeled {@code [M, classes, spatial]}
 * @param coarse scores of fewer pixels of the labelled images, fine to coarse, where the network
 *     gives them ({@link NetworkOutput#coarse})
 */
public record TwoStreams(Tensor labeled, Tensor unlabeled, List<Tensor> coarse) {
  /** Copies the list. */
  public TwoStreams {
    coarse = List.copyOf(coarse);
  }

  /**
   * Passes the weak views of a batch.
   *
   * @param scope operations and variables
   * @param network what they pass through
   * @param inputs with {@link Batch#IMAGE_LABELED} and {@link Batch#IMAGE_UNLABELED}
   */
  public static TwoStreams of(Scope scope, SegmentationNetwork network, ProgramInputs inputs) {
    return of(scope, network, inputs.get(Batch.IMAGE_LABELED), inputs.get(Batch.IMAGE_UNLABELED));
  }

  /**
   * Passes labelled images and others.
   *
   * @param scope operations and variables
   * @param network what they pass through
   * @param labeled {@code [N, channels, spatial]}
   * @param unlabeled {@code [M, channels, spatial]}
   */
  public static TwoStreams of(
      Scope scope, SegmentationNetwork network, Tensor labeled, Tensor unlabeled) {
    Ops ops = scope.ops();
    NetworkOutput output = network.apply(scope, ops.concat(List.of(labeled, unlabeled), 0));
    Tensor logits = output.logits();
    int first = labeled.shape().dim(0);
    return new TwoStreams(
        Rows.of(ops, logits, 0, first),
        Rows.of(ops, logits, first, unlabeled.shape().dim(0)),
        output.coarse().stream().map(scores -> Rows.of(ops, scores, 0, first)).toList());
  }
}
