package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;

/**
 * Stochastic depth (Huang et al., ECCV 2016): in training a residual branch is dropped for whole
 * samples, and scaled by {@code 1 / (1 − rate)} where it is kept.
 *
 * @param rate the probability that a branch is dropped, 0 to below 1
 */
public record DropPath(double rate) {
  /**
   * The sum of a tensor and a branch that may be dropped.
   *
   * @param scope the running program
   * @param x the residual, {@code [N, ...]}
   * @param branch of the same shape
   * @return of the same shape
   */
  public Tensor add(Scope scope, Tensor x, Tensor branch) {
    int[] mask = new int[branch.shape().rank()];
    Arrays.fill(mask, 1);
    mask[0] = branch.shape().dim(0);
    return scope.ops().add(x, scope.dropout(branch, rate, Shape.of(mask)));
  }
}
