package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;

/**
 * Dropout of whole channels, each of every sample by itself, as PyTorch's {@code Dropout2d} and
 * {@code Dropout3d}: in training a channel is zeroed with probability {@code rate}, and scaled by
 * {@code 1 / (1 − rate)} where it is kept. Tompson et al., <i>Efficient object localization using
 * convolutional networks</i>, CVPR 2015.
 *
 * @param rate the probability, 0 to below 1
 */
public record ChannelDropout(double rate) {
  /**
   * The remaining channels.
   *
   * @param scope the running program
   * @param x {@code [N, C, spatial]}
   * @return of the same shape
   */
  public Tensor apply(Scope scope, Tensor x) {
    int[] mask = new int[x.shape().rank()];
    Arrays.fill(mask, 1);
    mask[0] = x.shape().dim(0);
    mask[1] = x.shape().dim(1);
    return scope.dropout(x, rate, Shape.of(mask));
  }
}
