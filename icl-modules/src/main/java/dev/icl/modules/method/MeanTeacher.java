package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.loss.ConsistencyLoss;
import dev.icl.core.loss.SoftmaxMeanSquaredError;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Map;

/**
 * Mean Teacher: on unlabelled images the student is to say what a moving average of itself says
 * when it sees them with noise. Tarvainen and Valpola, <i>Mean teachers are better role models:
 * Weight-averaged consistency targets improve semi-supervised deep learning results</i>, NeurIPS
 * 2017; as {@code train_mean_teacher_2D.py} of SSL4MIS has it for ACDC:
 *
 * <p>{@code loss = (ce + dice) / 2 + w(t) · consis}, {@code consis} the mean squared difference of
 * the softmaxes of student and {@link Teacher}, {@code w} a {@link RampUp} that is 0 for the first
 * thirtieth of the training (their 1 000 of 30 000 iterations).
 */
public final class MeanTeacher extends TeacherMethod {
  /** The name in the configuration. */
  public static final String NAME = "mean-teacher";

  private static final String NOISE = "teacher_noise";
  private static final int SHARE_WITHOUT_TEACHER = 30;
  private static final ConsistencyLoss CONSISTENCY = new SoftmaxMeanSquaredError();

  private final UnsupervisedConfig config;
  private final DiceClasses dice;
  private final int iterations;

  /**
   * @param network the backbone
   * @param config weight, ramp-up and decay
   * @param iterations of the training
   */
  public MeanTeacher(SegmentationNetwork network, UnsupervisedConfig config, int iterations) {
    this(network, config, DiceClasses.ALL, iterations);
  }

  /**
   * @param network the backbone
   * @param config weight, ramp-up and decay
   * @param dice the classes of the Dice loss
   * @param iterations of the training
   */
  public MeanTeacher(
      SegmentationNetwork network, UnsupervisedConfig config, DiceClasses dice, int iterations) {
    super(NAME, network, config.keep());
    this.dice = dice;
    this.config = config;
    this.iterations = iterations;
  }

  @Override
  public StepInputs stepInputs() {
    return inputs(config, iterations);
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor target = targets(scope, teacher(), inputs);
    TwoStreams student = TwoStreams.of(scope, network(), inputs);
    SupervisedLosses supervised =
        SupervisedLosses.ofLabels(ops, student, inputs.get(Batch.LABEL_LABELED), dice);
    Tensor consistency = CONSISTENCY.apply(ops, student.unlabeled(), target);
    return supervised.with(ops, "consis", consistency, inputs.get(RampUp.WEIGHT));
  }

  /** The inputs of the teacher's part of a step. */
  static StepInputs inputs(UnsupervisedConfig config, int iterations) {
    return Teacher.decayInput(config.emaDecay())
        .and(RampUp.of(config, iterations).input(iterations / SHARE_WITHOUT_TEACHER))
        .and(new InputNoise(NOISE, 1));
  }

  /** Moves the teacher; its class scores of the unlabelled images with noise, as constants. */
  static Tensor targets(Scope scope, Teacher teacher, ProgramInputs inputs) {
    teacher.follow(scope, inputs.get(Teacher.DECAY));
    Tensor noisy = scope.ops().add(inputs.get(Batch.IMAGE_UNLABELED), inputs.get(NOISE));
    return teacher.logits(scope, noisy);
  }
}
