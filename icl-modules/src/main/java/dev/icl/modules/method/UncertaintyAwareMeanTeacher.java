package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Map;

/**
 * Uncertainty-Aware Mean Teacher: {@link MeanTeacher}, but the student follows its teacher only
 * where that is sure. Yu et al., <i>Uncertainty-aware Self-ensembling Model for Semi-supervised 3D
 * Left Atrium Segmentation</i>, MICCAI 2019, equations 3 and 4; as {@code
 * train_uncertainty_aware_mean_teacher_2D.py} of SSL4MIS has it for ACDC:
 *
 * <ul>
 *   <li>the teacher sees every unlabelled image {@value #PASSES} more times, each time with other
 *       noise and other dropout; the entropy of the mean softmax is its uncertainty;
 *   <li>{@code consis = Σ m · d² / (2 Σ m)}: {@code d} the difference of the softmaxes, {@code m}
 *       the pixels whose uncertainty is below {@code (3/4 + 1/4 exp(−5 (1 − t / T)²)) · ln 2}, with
 *       {@code T} the length of the training; 2 and ln 2 are the authors', regardless of the number
 *       of classes;
 *   <li>{@code loss = (ce + dice) / 2 + w(t) · consis}, {@code w} a {@link RampUp}.
 * </ul>
 */
public final class UncertaintyAwareMeanTeacher extends TeacherMethod {
  /** The name in the configuration. */
  public static final String NAME = "ua-mt";

  /** The uncertainty below which a pixel counts, a float32 scalar. */
  static final String THRESHOLD = "uncertainty_threshold";

  private static final String NOISE = "teacher_noise";
  private static final int PASSES = 8;

  /** The number of these that go through the teacher as one batch. */
  private static final int TOGETHER = 2;

  private static final double SMOOTH = 1e-16;

  private final UnsupervisedConfig config;
  private final DiceClasses dice;
  private final int iterations;

  /**
   * @param network the backbone
   * @param config weight, ramp-up and decay
   * @param iterations of the training
   */
  public UncertaintyAwareMeanTeacher(
      SegmentationNetwork network, UnsupervisedConfig config, int iterations) {
    this(network, config, DiceClasses.ALL, iterations);
  }

  /**
   * @param network the backbone
   * @param config weight, ramp-up and decay
   * @param dice the classes of the Dice loss
   * @param iterations of the training
   */
  public UncertaintyAwareMeanTeacher(
      SegmentationNetwork network, UnsupervisedConfig config, DiceClasses dice, int iterations) {
    super(NAME, network, config.keep());
    this.dice = dice;
    this.config = config;
    this.iterations = iterations;
  }

  @Override
  public StepInputs stepInputs() {
    HostTensor threshold = HostTensor.scalar(0);
    return Teacher.decayInput(config.emaDecay())
        .and(RampUp.of(config, iterations).input())
        .and(new InputNoise(NOISE, 1 + PASSES))
        .and(
            (iteration, key, inputs) -> {
              threshold.set(0, thresholdAt(iteration));
              inputs.put(THRESHOLD, threshold);
            });
  }

  /** Three quarters of ln 2 at first, all of it at the end. */
  double thresholdAt(int iteration) {
    return (0.75 + 0.25 * RampUp.sigmoid((double) iteration / iterations)) * Math.log(2);
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    teacher().follow(scope, inputs.get(Teacher.DECAY));
    Tensor images = inputs.get(Batch.IMAGE_UNLABELED);
    Tensor noise = inputs.get(NOISE);
    Tensor target = teacher().logits(scope, ops.add(images, block(ops, images, noise, 0, 1)));
    Tensor uncertainty = Entropy.of(ops, meanProbabilities(scope, images, noise));
    TwoStreams student = TwoStreams.of(scope, network(), inputs);
    SupervisedLosses supervised =
        SupervisedLosses.ofLabels(ops, student, inputs.get(Batch.LABEL_LABELED), dice);
    Tensor consistency =
        consistency(ops, student.unlabeled(), target, uncertainty, inputs.get(THRESHOLD));
    return supervised.with(ops, "consis", consistency, inputs.get(RampUp.WEIGHT));
  }

  /** The teacher's mean softmax over its passes, {@code [M, classes, spatial]}. */
  private Tensor meanProbabilities(Scope scope, Tensor images, Tensor noise) {
    Ops ops = scope.ops();
    Tensor twice = ops.concat(List.of(images, images), 0);
    Tensor sum = sumOfTwo(scope, twice, block(ops, images, noise, 1, TOGETHER));
    for (int pass = TOGETHER; pass < PASSES; pass += TOGETHER) {
      sum = ops.add(sum, sumOfTwo(scope, twice, block(ops, images, noise, 1 + pass, TOGETHER)));
    }
    return ops.mul(sum, 1.0 / PASSES);
  }

  private Tensor sumOfTwo(Scope scope, Tensor twice, Tensor noise) {
    Ops ops = scope.ops();
    Tensor probabilities = ops.softmax(teacher().logits(scope, ops.add(twice, noise)), 1);
    return ops.add(Rows.firstHalf(ops, probabilities), Rows.lastHalf(ops, probabilities));
  }

  /** Noise for {@code count} copies of the images, beginning at copy {@code first}. */
  private static Tensor block(Ops ops, Tensor images, Tensor noise, int first, int count) {
    int rows = images.shape().dim(0);
    return Rows.of(ops, noise, first * rows, count * rows);
  }

  /**
   * The squared difference of the softmaxes where the uncertainty is below a threshold; 0 where it
   * is nowhere.
   *
   * @param student class scores {@code [M, classes, spatial]}
   * @param target the teacher's, constants of that shape
   * @param uncertainty {@code [M, 1, spatial]}
   * @param threshold a scalar
   */
  static Tensor consistency(
      Ops ops, Tensor student, Tensor target, Tensor uncertainty, Tensor threshold) {
    Tensor mask = ops.cast(ops.less(uncertainty, threshold), DType.F32);
    Tensor squares =
        ops.square(ops.sub(ops.softmax(student, 1), ops.softmax(ops.stopGradient(target), 1)));
    Tensor counted = ops.add(ops.mul(ops.sum(mask, false), 2), SMOOTH);
    return ops.div(ops.sum(ops.mul(squares, mask), false), counted);
  }
}
