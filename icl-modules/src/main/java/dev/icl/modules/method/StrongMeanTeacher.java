package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchRequest;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.View;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Map;

/**
 * {@link MeanTeacher} with hard labels: where the teacher is sure of a weak view, without noise,
 * its label teaches the student a strong view of the same image. The one teacher on changed colours
 * that AD-MT is compared with (Zhao et al., <i>Alternate Diverse Teaching</i>, ECCV 2024, table of
 * ablations):
 *
 * <p>{@code loss = (ce + dice) / 2 + w(t) · strong}, {@code strong} the Dice loss of the pixels
 * whose label is sure enough ({@link HardLabels}), {@code w} a {@link RampUp} from the first step
 * on. Labelled images and strong views pass through the student as one batch.
 */
public final class StrongMeanTeacher extends TeacherMethod {
  private static final View STRONG = View.strong("strong", View.SHARP_JITTER);
  private static final BatchStream UNLABELED = BatchStream.unlabeled(View.weak(), STRONG);

  private final MeanTeacherSettings settings;
  private final int iterations;

  /**
   * @param network the backbone
   * @param settings of teacher and labels
   * @param iterations of the training
   */
  public StrongMeanTeacher(
      SegmentationNetwork network, MeanTeacherSettings settings, int iterations) {
    super(MeanTeacher.NAME, network, settings.common().unsupervised().keep());
    this.settings = settings;
    this.iterations = iterations;
  }

  @Override
  public BatchRequest batch() {
    return new BatchRequest(BatchStream.labeled(View.weak()), UNLABELED);
  }

  @Override
  public StepInputs stepInputs() {
    UnsupervisedConfig config = settings.common().unsupervised();
    return Teacher.decayInput(config.emaDecay()).and(RampUp.of(config, iterations).input());
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    teacher().follow(scope, inputs.get(Teacher.DECAY));
    Tensor taught = teacher().logits(scope, inputs.get(Batch.IMAGE_UNLABELED));
    TwoStreams student =
        TwoStreams.of(
            scope, network(), inputs.get(Batch.IMAGE_LABELED), inputs.get(UNLABELED.image(STRONG)));
    Tensor strong =
        HardLabels.of(ops, ops.softmax(taught, 1))
            .dice(ops, student.unlabeled(), settings.labels().threshold());
    return SupervisedLosses.ofLabels(
            ops, student, inputs.get(Batch.LABEL_LABELED), settings.common().dice())
        .with(ops, "strong", strong, inputs.get(RampUp.WEIGHT));
  }
}
