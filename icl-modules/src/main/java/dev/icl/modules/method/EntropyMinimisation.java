package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Map;

/**
 * Entropy minimisation: a loss that makes predictions on unlabelled images confident. Grandvalet
 * and Bengio, <i>Semi-supervised Learning by Entropy Minimization</i>, NeurIPS 2004; Vu et al.,
 * <i>ADVENT</i>, CVPR 2019, equations 2 and 3; as {@code train_entropy_minimization_2D.py} of
 * SSL4MIS has it for ACDC:
 *
 * <p>{@code loss = (ce + dice) / 2 + w(t) · entropy}, {@code entropy} the mean over all pixels,
 * labelled ones included, of {@code −Σ_c p log(p + 1e-6) / log C}; {@code w} a {@link RampUp}.
 */
public final class EntropyMinimisation extends BackboneMethod {
  /** The name in the configuration. */
  public static final String NAME = "entropy-minimisation";

  private final DiceClasses dice;
  private final RampUp rampUp;

  /**
   * @param network the backbone
   * @param config weight and ramp-up
   * @param iterations of the training
   */
  public EntropyMinimisation(
      SegmentationNetwork network, UnsupervisedConfig config, int iterations) {
    this(network, config, DiceClasses.ALL, iterations);
  }

  /**
   * @param network the backbone
   * @param config weight and ramp-up
   * @param dice the classes of the Dice loss
   * @param iterations of the training
   */
  public EntropyMinimisation(
      SegmentationNetwork network, UnsupervisedConfig config, DiceClasses dice, int iterations) {
    super(NAME, network);
    this.dice = dice;
    this.rampUp = RampUp.of(config, iterations);
  }

  @Override
  public StepInputs stepInputs() {
    return rampUp.input();
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    TwoStreams logits = TwoStreams.of(scope, network(), inputs);
    SupervisedLosses supervised =
        SupervisedLosses.ofLabels(ops, logits, inputs.get(Batch.LABEL_LABELED), dice);
    Tensor entropy = entropy(ops, ops.concat(List.of(logits.labeled(), logits.unlabeled()), 0));
    return supervised.with(ops, "entropy", entropy, inputs.get(RampUp.WEIGHT));
  }

  /**
   * The mean entropy of all pixels as a share of the largest there is.
   *
   * @param logits class scores {@code [N, classes, spatial]}
   */
  static Tensor entropy(Ops ops, Tensor logits) {
    Tensor entropy = Entropy.of(ops, ops.softmax(logits, 1));
    return ops.mul(ops.mean(entropy, false), 1 / Math.log(logits.shape().dim(1)));
  }
}
