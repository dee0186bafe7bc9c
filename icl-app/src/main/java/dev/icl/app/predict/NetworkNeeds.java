package dev.icl.app.predict;

import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Compilation;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The native memory of networks that segment scans, estimated from shapes alone. */
final class NetworkNeeds {
  private static final String IMAGES = "images";

  private NetworkNeeds() {}

  /** Bytes of the variables of networks. */
  static long variables(Collection<SegmentationNetwork> networks) {
    return networks.stream()
        .flatMap(network -> network.variables().stream())
        .mapToLong(spec -> spec.shape().numel() * spec.dtype().bytes())
        .sum();
  }

  /**
   * The same and the results of a forward pass of the one that makes the largest.
   *
   * @param networks that segment together
   * @param channels of an image
   */
  static long bytes(List<AppliedNetwork> networks, int channels) {
    return variables(networks.stream().map(AppliedNetwork::network).toList())
        + networks.stream()
            .mapToLong(n -> AtOnce.of(List.of(n), channels).most() * activations(n, channels))
            .max()
            .orElse(0);
  }

  /** Bytes of the results of a forward pass of one image. */
  static long activations(AppliedNetwork applied, int channels) {
    SegmentationNetwork network = applied.network();
    int[] patch = applied.patch().stream().mapToInt(i -> i).toArray();
    Shape images = Shape.of(1, channels).append(patch);
    return new CostModel()
        .measure(
            (scope, inputs) -> Map.of("logits", network.apply(scope, inputs.get(IMAGES)).logits()),
            network.variables(),
            Map.of(IMAGES, new CostModel.Input(DType.F32, images)),
            Compilation.inference())
        .activationBytes();
  }
}
