package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchRequest;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.View;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * AD-MT: two teachers that take turns label unlabelled images, and the student learns these labels
 * on changed images, another change in each one's turn. Zhao et al., <i>Alternate Diverse Teaching
 * for Semi-supervised Medical Image Segmentation</i>, ECCV 2024; as the authors' {@code
 * train_post_2d_aut.py} has it for ACDC:
 *
 * <ol>
 *   <li>Both {@link TwoTeachers} label the weak views: {@link TaughtLabels}.
 *   <li>In the first one's turn the student sees a strong view, in the second one's the weak views
 *       with boxes of one another ({@link MixBoxes}), and the labels are cut as the images are.
 *   <li>{@code loss = (ce + dice) / 2 + w(t) · strong}, {@code strong} the Dice loss of the pixels
 *       whose label is sure enough ({@link HardLabels}), {@code w} a {@link RampUp}.
 * </ol>
 *
 * <p>Labelled images, weak and changed views pass through the student as one batch.
 */
public final class AlternatingTeachers extends BackboneMethod {
  /** The name in the configuration. */
  public static final String NAME = "ad-mt";

  private static final View STRONG = View.strong("strong", View.SHARP_JITTER);
  private static final BatchStream UNLABELED = BatchStream.unlabeled(View.weak(), STRONG);

  /** Of the ramp: it is 50 units of 150 of 30 000 iterations long. */
  private static final int RAMP_PARTS = 50;

  private final AlternatingSettings settings;
  private final TwoTeachers teachers;
  private final int iterations;

  /**
   * @param network the backbone
   * @param settings of teachers, labels and boxes
   * @param iterations of the training
   */
  public AlternatingTeachers(
      SegmentationNetwork network, AlternatingSettings settings, int iterations) {
    super(NAME, network, variables(network, settings));
    this.settings = settings;
    this.teachers = new TwoTeachers(network, settings.longestTurn());
    this.iterations = iterations;
  }

  private static List<VariableSpec> variables(
      SegmentationNetwork network, AlternatingSettings settings) {
    TwoTeachers teachers = new TwoTeachers(network, settings.longestTurn());
    return Stream.concat(network.variables().stream(), teachers.variables().stream()).toList();
  }

  /** The student, or the mean of both teachers. */
  @Override
  public Kept kept() {
    return settings.unsupervised().keep() == KeptCopy.TEACHER
        ? new Kept(network(), List.of(TwoTeachers.FIRST, TwoTeachers.SECOND))
        : super.kept();
  }

  @Override
  public List<String> copies() {
    return List.of(TwoTeachers.FIRST, TwoTeachers.SECOND);
  }

  @Override
  public BatchRequest batch() {
    return new BatchRequest(BatchStream.labeled(View.weak()), UNLABELED);
  }

  @Override
  public StepInputs stepInputs() {
    UnsupervisedConfig config = settings.unsupervised();
    return new RampUp(config.weight(), config.rampUp() * iterations, RAMP_PARTS)
        .input()
        .and(teachers.inputs(config.emaDecay()))
        .and(new MixBoxes(config.mixAlpha()));
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor second = teachers.begin(scope, inputs);
    Tensor weak = inputs.get(Batch.IMAGE_UNLABELED);
    TaughtLabels taught =
        TaughtLabels.of(
            ops, teachers.active(scope, second, weak), teachers.idle(scope, second, weak));
    Mix mix = Mix.of(ops, second, inputs);
    Tensor labeled = inputs.get(Batch.IMAGE_LABELED);
    Tensor changed = mix.cut(ops, ops.where(second, weak, inputs.get(UNLABELED.image(STRONG))));
    NetworkOutput output = network().apply(scope, ops.concat(List.of(labeled, weak, changed), 0));
    int first = labeled.shape().dim(0);
    int rows = weak.shape().dim(0);
    NetworkOutput ofLabeled = Rows.of(ops, output, 0, first);
    Tensor ofWeak = Rows.of(ops, output.logits(), first, rows);
    Tensor ofChanged = Rows.of(ops, output.logits(), first + rows, rows);
    Tensor student = ops.softmax(ops.stopGradient(ofWeak), 1);
    HardLabels labels =
        new TaughtLabels(mix.cut(ops, taught.probabilities()), mix.cut(ops, taught.conflict()))
            .against(ops, mix.cut(ops, student));
    Tensor strong = labels.dice(ops, ofChanged, settings.labels().threshold());
    TwoStreams streams = new TwoStreams(ofLabeled.logits(), ofWeak, ofLabeled.coarse());
    return SupervisedLosses.ofLabels(
            ops, streams, inputs.get(Batch.LABEL_LABELED), settings.supervised().dice())
        .with(ops, "strong", strong, inputs.get(RampUp.WEIGHT));
  }

  /**
   * The cutting of a step: boxes in the second teacher's turn, nothing in the first's.
   *
   * @param stays float32 {@code [M, 1, spatial]}, 1 where an image stays
   * @param order of the images that fill the boxes, int64 {@code [M]}
   */
  private record Mix(Tensor stays, Tensor order) {
    static Mix of(Ops ops, Tensor second, ProgramInputs inputs) {
      Tensor boxes = inputs.get(MixBoxes.BOXES);
      Tensor whole = ops.full(DType.F32, boxes.shape(), 1);
      return new Mix(ops.where(second, boxes, whole), inputs.get(MixBoxes.ORDER));
    }

    Tensor cut(Ops ops, Tensor x) {
      return PasteMask.paste(ops, x, ops.gather(x, order, 0), stays);
    }
  }
}
