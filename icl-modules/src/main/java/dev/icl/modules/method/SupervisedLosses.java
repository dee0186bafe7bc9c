package dev.icl.modules.method;

import dev.icl.core.loss.CrossEntropyLoss;
import dev.icl.core.loss.Prediction;
import dev.icl.core.loss.SegmentationLoss;
import dev.icl.core.loss.Target;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cross entropy and Dice of labelled images.
 *
 * @param crossEntropy float32 scalar
 * @param dice float32 scalar
 */
public record SupervisedLosses(Tensor crossEntropy, Tensor dice) {
  private static final SegmentationLoss CROSS_ENTROPY = new CrossEntropyLoss();

  /**
   * The losses of class scores against labels.
   *
   * @param ops the operations
   * @param logits {@code [N, classes, spatial]}
   * @param labels int64 {@code [N, spatial]}
   */
  public static SupervisedLosses ofLabels(Ops ops, Tensor logits, Tensor labels) {
    return of(ops, logits, Target.labels(ops, labels, logits.shape().dim(1)));
  }

  /**
   * The losses of the labelled images of two streams, their coarse scores included.
   *
   * @param ops the operations
   * @param scores of both streams
   * @param labels int64 {@code [N, spatial]}
   */
  public static SupervisedLosses ofLabels(Ops ops, TwoStreams scores, Tensor labels) {
    return ofLabels(ops, scores, labels, DiceClasses.ALL);
  }

  /**
   * The same with the Dice of some classes.
   *
   * @param ops the operations
   * @param scores of both streams
   * @param labels int64 {@code [N, spatial]}
   * @param dice the classes of the Dice loss
   */
  static SupervisedLosses ofLabels(Ops ops, TwoStreams scores, Tensor labels, DiceClasses dice) {
    return ofLabels(ops, scores.labeled(), labels, dice).with(ops, scores.coarse(), labels, dice);
  }

  /**
   * The losses of class scores against labels, with the Dice of some classes.
   *
   * @param ops the operations
   * @param logits {@code [N, classes, spatial]}
   * @param labels int64 {@code [N, spatial]}
   * @param dice the classes of the Dice loss
   */
  static SupervisedLosses ofLabels(Ops ops, Tensor logits, Tensor labels, DiceClasses dice) {
    return of(ops, logits, Target.labels(ops, labels, logits.shape().dim(1)), dice);
  }

  /**
   * The losses of class scores against a target that several losses share.
   *
   * @param ops the operations
   * @param logits {@code [N, classes, spatial]}
   * @param target labels of the same images
   */
  public static SupervisedLosses of(Ops ops, Tensor logits, Target target) {
    return of(ops, logits, target, DiceClasses.ALL);
  }

  /**
   * The same with the Dice of some classes.
   *
   * @param ops the operations
   * @param logits {@code [N, classes, spatial]}
   * @param target labels of the same images
   * @param dice the classes of the Dice loss
   */
  static SupervisedLosses of(Ops ops, Tensor logits, Target target, DiceClasses dice) {
    Prediction prediction = new Prediction(ops, logits);
    return new SupervisedLosses(
        CROSS_ENTROPY.apply(ops, prediction, target), dice.loss().apply(ops, prediction, target));
  }

  /**
   * These and the same of coarser class scores, if there are any ({@link DeepSupervision}).
   *
   * @param ops the operations
   * @param coarse class scores of fewer pixels, fine to coarse, {@code [N, classes, spatial /
   *     stride]}
   * @param labels int64 {@code [N, spatial]}
   */
  public SupervisedLosses with(Ops ops, List<Tensor> coarse, Tensor labels) {
    return with(ops, coarse, labels, DiceClasses.ALL);
  }

  /**
   * The same with the Dice of some classes.
   *
   * @param ops the operations
   * @param coarse class scores of fewer pixels, fine to coarse
   * @param labels int64 {@code [N, spatial]}
   * @param dice the classes of the Dice loss
   */
  SupervisedLosses with(Ops ops, List<Tensor> coarse, Tensor labels, DiceClasses dice) {
    return DeepSupervision.of(ops, this, coarse, labels, dice);
  }

  /** {@code ce + dice}. */
  public Tensor sum(Ops ops) {
    return ops.add(crossEntropy, dice);
  }

  /** {@code (ce + dice) / 2}. */
  public Tensor mean(Ops ops) {
    return ops.mul(ops.add(crossEntropy, dice), 0.5);
  }

  /**
   * The outputs of a method that adds one term to them: {@code (ce + dice) / 2 + weight · term},
   * and the three terms unweighted.
   *
   * @param ops the operations
   * @param name of the term
   * @param term float32 scalar
   * @param weight float32 scalar
   */
  public Map<String, Tensor> with(Ops ops, String name, Tensor term, Tensor weight) {
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put(Method.OBJECTIVE, ops.add(mean(ops), ops.mul(term, weight)));
    terms.put("ce", crossEntropy);
    terms.put("dice", dice);
    terms.put(name, term);
    return terms;
  }

  /** The two as one loss. */
  public static SegmentationLoss sum() {
    return CROSS_ENTROPY.plus(DiceClasses.ALL.loss());
  }
}
