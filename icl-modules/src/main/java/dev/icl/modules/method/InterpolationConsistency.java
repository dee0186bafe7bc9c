package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Map;

/**
 * Interpolation Consistency Training: on a mix of two unlabelled images the student is to say the
 * mix of what its teacher says of each. Verma et al., <i>Interpolation Consistency Training for
 * Semi-Supervised Learning</i>, IJCAI 2019, equation 2; as {@code
 * train_interpolation_consistency_training_2D.py} of SSL4MIS has it for ACDC:
 *
 * <p>{@code loss = (ce + dice) / 2 + w(t) · consis}, {@code consis} the mean squared difference of
 * the student's softmax of {@code (1 − λ) · a + λ · b} and the mix {@code (1 − λ) · p_a + λ · p_b}
 * of the {@link Teacher}'s softmaxes, {@code a} and {@code b} from the first and the last half of
 * the unlabelled images; {@code λ} from Beta(α, α) for each pair; {@code w} a {@link RampUp}. The
 * mixed images pass through the student with the labelled ones.
 */
public final class InterpolationConsistency extends TeacherMethod {
  /** The name in the configuration. */
  public static final String NAME = "ict";

  private final UnsupervisedConfig config;
  private final DiceClasses dice;
  private final int iterations;

  /**
   * @param network the backbone
   * @param config weight, ramp-up, decay and α
   * @param iterations of the training
   */
  public InterpolationConsistency(
      SegmentationNetwork network, UnsupervisedConfig config, int iterations) {
    this(network, config, DiceClasses.ALL, iterations);
  }

  /**
   * @param network the backbone
   * @param config weight, ramp-up, decay and α
   * @param dice the classes of the Dice loss
   * @param iterations of the training
   */
  public InterpolationConsistency(
      SegmentationNetwork network, UnsupervisedConfig config, DiceClasses dice, int iterations) {
    super(NAME, network, config.keep());
    this.dice = dice;
    this.config = config;
    this.iterations = iterations;
  }

  @Override
  public boolean pairsImages() {
    return true;
  }

  @Override
  public StepInputs stepInputs() {
    return Teacher.decayInput(config.emaDecay())
        .and(RampUp.of(config, iterations).input())
        .and(new MixFactors(config.mixAlpha()));
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    teacher().follow(scope, inputs.get(Teacher.DECAY));
    Tensor factor = inputs.get(MixFactors.NAME);
    Tensor first = Rows.firstHalf(ops, inputs.get(Batch.IMAGE_UNLABELED));
    Tensor last = Rows.lastHalf(ops, inputs.get(Batch.IMAGE_UNLABELED));
    Tensor target =
        mix(
            ops,
            ops.softmax(teacher().logits(scope, first), 1),
            ops.softmax(teacher().logits(scope, last), 1),
            factor);
    TwoStreams student =
        TwoStreams.of(
            scope, network(), inputs.get(Batch.IMAGE_LABELED), mix(ops, first, last, factor));
    SupervisedLosses supervised =
        SupervisedLosses.ofLabels(ops, student, inputs.get(Batch.LABEL_LABELED), dice);
    Tensor difference = ops.sub(ops.softmax(student.unlabeled(), 1), ops.stopGradient(target));
    Tensor consistency = ops.mean(ops.square(difference), false);
    return supervised.with(ops, "consis", consistency, inputs.get(RampUp.WEIGHT));
  }

  /** {@code (1 − λ) · a + λ · b}. */
  private static Tensor mix(Ops ops, Tensor a, Tensor b, Tensor factor) {
    Tensor rest = ops.add(ops.neg(factor), 1);
    return ops.add(ops.mul(a, rest), ops.mul(b, factor));
  }
}
