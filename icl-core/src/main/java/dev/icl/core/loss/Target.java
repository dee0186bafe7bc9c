package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;

/**
 * The target of a prediction: for every pixel a distribution over the classes. Made once per step
 * and shared by all losses and scales.
 */
public final class Target {
  private final Tensor values;
  private final Tensor classSums;
  private final boolean hard;

  private Target(Tensor values, Tensor classSums, boolean hard) {
    this.values = values;
    this.classSums = classSums;
    this.hard = hard;
  }

  /**
   * Labels.
   *
   * @param ops the operations of the running program
   * @param labels int64 {@code [N, spatial]}, each 0 to {@code classes − 1}
   * @param classes number of classes, at least 1
   */
  public static Target labels(Ops ops, Tensor labels, int classes) {
    Tensor oneHot = ops.oneHot(labels, classes, 1);
    return new Target(oneHot, Classes.sum(ops, oneHot), true);
  }

  /**
   * Probabilities that are taken as they are: no gradient flows into them.
   *
   * @param probabilities {@code [N, C, spatial]}
   */
  public static Target soft(Ops ops, Tensor probabilities) {
    Tensor values = ops.stopGradient(probabilities);
    return new Target(values, Classes.sum(ops, values), false);
  }

  /** The distributions, {@code [N, C, spatial]}. */
  public Tensor values() {
    return values;
  }

  /** The sum over batch and space of every class, {@code [C]}. */
  public Tensor classSums() {
    return classSums;
  }

  /** The sum of squares over batch and space of every class, {@code [C]}. */
  Tensor classSquares(Ops ops) {
    return hard ? classSums : Classes.sum(ops, ops.square(values));
  }
}
