package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.MixedLosses.Part;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bidirectional Copy-Paste: the student learns from labelled images with a box of an unlabelled one
 * and from unlabelled images with a box of a labelled one; a teacher gives the labels of what is
 * unlabelled. Bai et al., <i>Bidirectional Copy-Paste for Semi-Supervised Medical Image
 * Segmentation</i>, CVPR 2023, equations 1 to 8; as the authors' {@code ACDC_BCP_train.py} has it,
 * with the losses of {@code LA_BCP_train.py} if wanted ({@link CopyPasteLosses}):
 *
 * <ol>
 *   <li>Pre-training, the first share of the iterations: labelled images with a box of other
 *       labelled ones, both halves of the batch's labelled images.
 *   <li>Self-training, from the best or the last state of the pre-training ({@link Pretraining}):
 *       the {@link Teacher} begins as the student is, and moves with it after every step, running
 *       statistics included. Its arg max on each half of the unlabelled images, the largest
 *       component of each class alone, labels them. The first halves of both streams make
 *       unlabelled images with labelled boxes, the second halves labelled images with unlabelled
 *       boxes, and the student sees one after the other.
 * </ol>
 *
 * <p>{@code loss = (ce + dice) / 2}, sums of {@link MixedLosses}: weight 1 for labelled pixels and
 * {@code copy_paste.pseudo_weight} for others; all 1 in the pre-training, in which a teacher that
 * is to be kept is the student.
 */
public final class BidirectionalCopyPaste extends TeacherMethod {
  /** The name in the configuration. */
  public static final String NAME = "bcp";

  /** The teacher's labels of the unlabelled images, int64 {@code [M, spatial]}. */
  static final String PSEUDO_LABELS = "pseudo_labels";

  private final CopyPasteConfig config;
  private final UnsupervisedConfig unsupervised;
  private final int selfTraining;
  private final ComponentFilter components;

  /**
   * @param network the backbone
   * @param config length of the pre-training, size of the box, weight of pseudo labels, what the
   *     self-training starts from
   * @param unsupervised the share of itself that the teacher keeps at a step, and the copy that is
   *     kept
   * @param iterations of the training
   * @param components what cleans the teacher's labels
   */
  public BidirectionalCopyPaste(
      SegmentationNetwork network,
      CopyPasteConfig config,
      UnsupervisedConfig unsupervised,
      int iterations,
      ComponentFilter components) {
    super(NAME, network, unsupervised.keep());
    this.config = config;
    this.unsupervised = unsupervised;
    // at least one step is left for it
    this.selfTraining = (int) Math.min(Math.round(config.pretrain() * iterations), iterations - 1);
    this.components = components;
  }

  @Override
  public boolean pairsImages() {
    return true;
  }

  @Override
  public Optional<Pretraining> pretraining() {
    return selfTraining == 0
        ? Optional.empty()
        : Optional.of(new Pretraining(selfTraining, config.start(), config.pretrainRate()));
  }

  /** The first step of the self-training, counted from 0. */
  int selfTraining() {
    return selfTraining;
  }

  /** A box for every step, and from the self-training on how far the teacher moves. */
  @Override
  public StepInputs stepInputs() {
    HostTensor decay = HostTensor.scalar(0);
    return new PasteMask(config.ratio())
        .and(
            (iteration, key, inputs) -> {
              decay.set(0, iteration > selfTraining ? unsupervised.emaDecay() : 0);
              inputs.put(Teacher.DECAY, decay);
            });
  }

  @Override
  public TrainingStep stepOn(Engine engine, Compilation compilation) {
    return new CopyPasteStep(
        selfTraining,
        unsupervised.keep() == KeptCopy.TEACHER,
        engine.compile(pretrainingProgram(), compilation),
        engine.compile(this::begin, Compilation.forward()),
        engine.compile(teachingProgram(), teaching(compilation)),
        Stream.generate(() -> new PseudoLabels(components, network().classes()))
            .limit(compilation.parts())
            .toList(),
        engine.compile(trainingProgram(), compilation),
        MicroBatches.of(compilation, this::stepInputs));
  }

  /** Skips what the student's step would skip, in all processes; there is nothing to clip. */
  private static Compilation teaching(Compilation student) {
    Compilation forward = Compilation.forward().within(student.group());
    return student
        .guard()
        .filter(GradientGuard::skip)
        .map(guard -> forward.guarded(new GradientGuard(0, true)))
        .orElse(forward);
  }

  /** The losses of a step of the pre-training, which needs no unlabelled images. */
  Program pretrainingProgram() {
    return this::pretrainingLosses;
  }

  /** Moves the teacher; its labels of the unlabelled images, not yet cleaned. */
  Program teachingProgram() {
    return this::labels;
  }

  @Override
  public List<Program> programs(int iteration) {
    return iteration < selfTraining
        ? List.of(pretrainingProgram())
        : List.of(teachingProgram(), trainingProgram());
  }

  private Map<String, Tensor> pretrainingLosses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor images = inputs.get(Batch.IMAGE_LABELED);
    Tensor labels = inputs.get(Batch.LABEL_LABELED);
    Tensor mask = inputs.get(PasteMask.NAME);
    Tensor box = PasteMask.inverse(ops, mask);
    Tensor mixed =
        PasteMask.paste(ops, Rows.firstHalf(ops, images), Rows.lastHalf(ops, images), mask);
    Tensor logits = network().apply(scope, mixed).logits();
    Tensor first = Rows.firstHalf(ops, labels);
    Tensor last = Rows.lastHalf(ops, labels);
    return terms(
        ops,
        config.losses().mixesLabels()
            ? MixedLosses.ofWhole(ops, logits, PasteMask.pasteLabels(ops, first, last, mask))
            : MixedLosses.of(
                ops, logits, new Part(first, mask, 1), new Part(last, box, 1), config.losses()));
  }

  private Map<String, Tensor> begin(Scope scope, ProgramInputs inputs) {
    teacher().followWithStatistics(scope, inputs.get(Teacher.DECAY));
    return Map.of();
  }

  private Map<String, Tensor> labels(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    teacher().followWithStatistics(scope, inputs.get(Teacher.DECAY));
    Tensor images = inputs.get(Batch.IMAGE_UNLABELED);
    Tensor first = ops.argmax(teacher().logits(scope, Rows.firstHalf(ops, images)), 1);
    Tensor last = ops.argmax(teacher().logits(scope, Rows.lastHalf(ops, images)), 1);
    return Map.of(PSEUDO_LABELS, ops.concat(List.of(first, last), 0));
  }

  /** The losses of a step of the self-training, from the teacher's cleaned labels. */
  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Tensor labels = inputs.get(PSEUDO_LABELS);
    return terms(scope.ops(), MixedLosses.ofBothWays(scope, network(), inputs, labels, config));
  }

  private static Map<String, Tensor> terms(Ops ops, MixedLosses losses) {
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put(OBJECTIVE, losses.mean(ops));
    terms.put("ce", losses.crossEntropy());
    terms.put("dice", losses.dice());
    return terms;
  }
}
