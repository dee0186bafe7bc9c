package dev.icl.modules.method;

import dev.icl.core.engine.ForwardingScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Arrays;
import java.util.List;

/**
 * A scope in which a network decodes everything twice: the levels of its encoder as they are, and
 * behind them in the batch with half of their channels dropped. UniMatch's perturbation of
 * features; both halves share the decoder's batch statistics, as in the published program.
 */
final class TwiceDecoded extends ForwardingScope {
  private static final double RATE = 0.5;

  private TwiceDecoded(Scope scope) {
    super(scope);
  }

  /**
   * Passes images.
   *
   * @param scope operations and variables
   * @param network the one that they pass through
   * @param images {@code [N, channels, spatial]}
   * @return of {@code 2 N} rows: those of the images, then those with dropped channels
   * @throws UserException if the network hands no level of an encoder over
   */
  static NetworkOutput apply(Scope scope, SegmentationNetwork network, Tensor images) {
    NetworkOutput output = network.apply(new TwiceDecoded(scope), images);
    if (output.logits().shape().dim(0) != 2 * images.shape().dim(0)) {
      throw new UserException(
          "method.features: the network %s does not say where its encoder ends (Scope.encoded), so its features cannot be disturbed; set method.features to false, or use another network."
              .formatted(network.name()));
    }
    return output;
  }

  @Override
  public Tensor encoded(Tensor level, int channels) {
    int[] mask = new int[level.shape().rank()];
    Arrays.fill(mask, 1);
    mask[0] = level.shape().dim(0);
    mask[channels] = level.shape().dim(channels);
    Tensor dropped = dropout(level, RATE, Shape.of(mask));
    return ops().concat(List.of(level, dropped), 0);
  }
}
