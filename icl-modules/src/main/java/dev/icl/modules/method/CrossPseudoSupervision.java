package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.loss.CrossEntropyLoss;
import dev.icl.core.loss.Prediction;
import dev.icl.core.loss.SegmentationLoss;
import dev.icl.core.loss.Target;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.PrefixedNetwork;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.Twins;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cross Pseudo Supervision: two networks that begin with other weights, each taught on unlabelled
 * images by the labels that the other one gives. Chen et al., <i>Semi-Supervised Semantic
 * Segmentation with Cross Pseudo Supervision</i>, CVPR 2021, equations 1 to 3; as {@code
 * train_cross_pseudo_supervision_2D.py} of SSL4MIS has it for ACDC:
 *
 * <p>{@code loss = (ce + dice) / 2 + (ce2 + dice2) / 2 + w(t) · pse}, {@code pse} the cross entropy
 * of each network against the other's arg max, unlabelled images alone, {@code w} a {@link RampUp}.
 * The networks begin as {@link Twins} do. The first one is validated and kept.
 */
public final class CrossPseudoSupervision extends BackboneMethod {
  /** The name in the configuration. */
  public static final String NAME = "cps";

  /** The prefix of the second network's variables. */
  static final String SECOND = "second.";

  private static final SegmentationLoss CROSS_ENTROPY = new CrossEntropyLoss();

  private final SegmentationNetwork second;
  private final DiceClasses dice;
  private final RampUp rampUp;

  /**
   * @param network the backbone; there will be two of it
   * @param config weight and ramp-up
   * @param iterations of the training
   */
  public CrossPseudoSupervision(
      SegmentationNetwork network, UnsupervisedConfig config, int iterations) {
    this(network, config, DiceClasses.ALL, iterations);
  }

  /**
   * @param network the backbone; there will be two of it
   * @param config weight and ramp-up
   * @param dice the classes of the Dice loss
   * @param iterations of the training
   */
  public CrossPseudoSupervision(
      SegmentationNetwork network, UnsupervisedConfig config, DiceClasses dice, int iterations) {
    super(NAME, network, Twins.variables(network, new PrefixedNetwork(network, SECOND)));
    this.dice = dice;
    this.second = new PrefixedNetwork(network, SECOND);
    this.rampUp = RampUp.of(config, iterations);
  }

  @Override
  public StepInputs stepInputs() {
    return rampUp.input();
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor labels = inputs.get(Batch.LABEL_LABELED);
    Target target = Target.labels(ops, labels, network().classes());
    TwoStreams first = TwoStreams.of(scope, network(), inputs);
    TwoStreams other = TwoStreams.of(scope, second, inputs);
    SupervisedLosses ofFirst =
        SupervisedLosses.of(ops, first.labeled(), target, dice)
            .with(ops, first.coarse(), labels, dice);
    SupervisedLosses ofSecond =
        SupervisedLosses.of(ops, other.labeled(), target, dice)
            .with(ops, other.coarse(), labels, dice);
    Tensor pseudo = crossSupervision(ops, first.unlabeled(), other.unlabeled());
    Tensor supervised = ops.add(ofFirst.mean(ops), ofSecond.mean(ops));
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put(OBJECTIVE, ops.add(supervised, ops.mul(pseudo, inputs.get(RampUp.WEIGHT))));
    terms.put("ce", ofFirst.crossEntropy());
    terms.put("dice", ofFirst.dice());
    terms.put("ce2", ofSecond.crossEntropy());
    terms.put("dice2", ofSecond.dice());
    terms.put("pse", pseudo);
    return terms;
  }

  /**
   * The cross entropy of both networks against each other's labels, added.
   *
   * @param first class scores {@code [M, classes, spatial]}
   * @param second of the same shape
   */
  static Tensor crossSupervision(Ops ops, Tensor first, Tensor second) {
    return ops.add(against(ops, first, second), against(ops, second, first));
  }

  private static Tensor against(Ops ops, Tensor pupil, Tensor other) {
    Tensor labels = ops.argmax(ops.stopGradient(other), 1);
    return CROSS_ENTROPY.apply(
        ops, new Prediction(ops, pupil), Target.labels(ops, labels, other.shape().dim(1)));
  }
}
