package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BidirectionalCopyPasteTest {
  private static final ComponentFilter AS_THEY_ARE = (labels, shape, classes) -> labels.clone();
  private static final String TEACHER = "teacher." + LinearNetwork.WEIGHT;

  private final BidirectionalCopyPaste method = method(AS_THEY_ARE);

  private static BidirectionalCopyPaste method(ComponentFilter components) {
    return method(new LinearNetwork(), components);
  }

  private static BidirectionalCopyPaste method(
      SegmentationNetwork network, ComponentFilter components) {
    return new BidirectionalCopyPaste(
        network, CopyPasteConfig.defaults(), UnsupervisedConfig.defaults(), 8, components);
  }

  @Test
  void aQuarterOfTheTrainingIsPretraining() {
    assertThat(method.selfTraining()).isEqualTo(2);
    try (SmallTraining training = new SmallTraining(method)) {
      training.write(TEACHER, 7);
      training.step(0);
      training.step(1);

      assertThat(training.read(TEACHER)).isEqualTo(7);
      assertThat(training.read("teacher." + LinearNetwork.SEEN)).isZero();
    }
  }

  @Test
  void theSelfTrainingBeginsWithTheStateThatIsAskedFor() {
    assertThat(method.pretraining()).contains(new Pretraining(2, true));
    assertThat(pretraining(0.25, PretrainedStart.LAST)).contains(new Pretraining(2, false));
    assertThat(pretraining(0, PretrainedStart.BEST)).isEmpty();
  }

  @Test
  void oneStepIsAlwaysLeftForTheSelfTraining() {
    assertThat(pretraining(0.99, PretrainedStart.LAST)).contains(new Pretraining(7, false));
  }

  private static Optional<Pretraining> pretraining(double share, PretrainedStart start) {
    return method(share, start, UnsupervisedConfig.defaults()).pretraining();
  }

  private static BidirectionalCopyPaste method(
      double share, PretrainedStart start, UnsupervisedConfig unsupervised) {
    CopyPasteConfig config =
        new CopyPasteConfig(
            share, 2.0 / 3, 0.5, start, PretrainRate.SCHEDULE, CopyPasteLosses.ACDC);
    return new BidirectionalCopyPaste(new LinearNetwork(), config, unsupervised, 8, AS_THEY_ARE);
  }

  @Test
  void theTeacherBeginsAsTheStudentAndFollowsIt() {
    try (SmallTraining training = new SmallTraining(method)) {
      training.write(TEACHER, 7);
      training.step(0);
      training.step(1);
      double pretrained = training.read(LinearNetwork.WEIGHT);
      training.step(2);
      assertThat(training.read(TEACHER)).isCloseTo(pretrained, within(1e-6));
      double student = training.read(LinearNetwork.WEIGHT);

      training.step(3);

      assertThat(student).isNotEqualTo(pretrained);
      assertThat(training.read(TEACHER))
          .isCloseTo(0.99 * pretrained + 0.01 * student, within(1e-6));
    }
  }

  /** It is what validations of the pre-training score. */
  @Test
  void aTeacherThatIsKeptIsTheStudentOfThePretraining() {
    UnsupervisedConfig kept = new UnsupervisedConfig(0.1, 1, 0.99, 0.2, KeptCopy.TEACHER);
    BidirectionalCopyPaste taught = method(0.25, PretrainedStart.BEST, kept);
    assertThat(taught.kept().prefixes()).containsExactly("teacher.");
    assertThat(method.kept().prefixes()).containsExactly("");
    try (SmallTraining training = new SmallTraining(taught);
        SmallTraining usual = new SmallTraining(method)) {
      for (int step = 0; step < 2; step++) {
        training.write(TEACHER, 7);
        training.step(step);
        usual.step(step);
        assertThat(training.read(TEACHER)).isEqualTo(training.read(LinearNetwork.WEIGHT));
      }
      training.step(2);
      training.step(3);
      usual.step(2);
      usual.step(3);

      assertThat(training.read(TEACHER)).isNotEqualTo(training.read(LinearNetwork.WEIGHT));
      // which copy is kept changes nothing of what is learned
      assertThat(training.read(LinearNetwork.WEIGHT)).isEqualTo(usual.read(LinearNetwork.WEIGHT));
      assertThat(training.read(TEACHER)).isEqualTo(usual.read(TEACHER));
    }
  }

  @Test
  void runningStatisticsFollowTheStudentToo() {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      Teacher teacher = new Teacher(new LinearNetwork());
      for (var spec : method.variables()) {
        engine.variables().create(spec, HostTensor.zeros(spec.dtype(), spec.shape()));
      }
      engine.variables().write(LinearNetwork.SEEN, HostTensor.of(Shape.of(1), 8f));
      engine.variables().write("teacher." + LinearNetwork.SEEN, HostTensor.of(Shape.of(1), 4f));
      try (CompiledProgram program =
          engine.compile(
              (scope, in) -> {
                teacher.followWithStatistics(scope, in.get("decay"));
                return Map.of();
              },
              Compilation.forward())) {
        program.run(Map.of("decay", HostTensor.scalar(0.75)), RandomKey.of(1));
      }

      assertThat(engine.variables().read("teacher." + LinearNetwork.SEEN).item())
          .isCloseTo(0.75 * 4 + 0.25 * 8, within(1e-6));
    }
  }

  @Test
  void thePretrainingSeesNoUnlabeledImages() {
    Recorder pretraining = new Recorder(Map.of());
    try (CopyPasteStep step = step(pretraining, new Recorder(Map.of()), new Recorder(Map.of()))) {
      step.run(1, SmallTraining.batch(), RandomKey.of(1));
    }

    assertThat(pretraining.inputs.get(0))
        .containsOnlyKeys(Batch.IMAGE_LABELED, Batch.LABEL_LABELED, PasteMask.NAME);
  }

  @Test
  void theStudentGetsTheTeachersCleanedLabels() {
    HostTensor raw = HostTensor.of(Shape.of(2, 1, 3), 1L, 0L, 1L, 1L, 1L, 1L);
    Recorder teaching = new Recorder(Map.of(BidirectionalCopyPaste.PSEUDO_LABELS, raw));
    Recorder training = new Recorder(Map.of());
    RandomKey key = RandomKey.of(1);

    try (CopyPasteStep step = step(new Recorder(Map.of()), teaching, training)) {
      step.run(2, SmallTraining.batch(), key);
      step.run(3, SmallTraining.batch(), key);
    }

    assertThat(teaching.inputs.get(0)).containsOnlyKeys(Batch.IMAGE_UNLABELED, "ema_decay");
    assertThat(teaching.decays).containsExactly(0.0, (double) 0.99f);
    assertThat(teaching.keys.get(0)).isNotEqualTo(key);
    assertThat(training.keys.get(0)).isEqualTo(key);
    // the filter of this test keeps the first label of every image alone
    assertThat(training.inputs.get(0).get(BidirectionalCopyPaste.PSEUDO_LABELS).toDoubles())
        .containsExactly(1, 0, 0, 1, 0, 0);
  }

  @Test
  void aTeacherThatUnlabeledImagesBreakEndsTheStep() {
    try (SmallTraining training = new SmallTraining(method).skipping()) {
      training.step(2);
      double teacher = training.read(TEACHER);
      double student = training.read(LinearNetwork.WEIGHT);
      double seen = training.read("teacher." + LinearNetwork.SEEN);

      Map<String, HostTensor> outputs = training.broken(3, Batch.IMAGE_UNLABELED);

      assertThat(outputs).containsOnlyKeys("loss", "skipped");
      assertThat(outputs.get("loss").item()).isNaN();
      assertThat(training.read(TEACHER)).isEqualTo(teacher);
      assertThat(training.read("teacher." + LinearNetwork.SEEN)).isEqualTo(seen);
      assertThat(training.read(LinearNetwork.WEIGHT)).isEqualTo(student);
    }
  }

  @Test
  void theTeacherBeginsAsTheStudentEvenIfItsFirstImagesBreakIt() {
    try (SmallTraining training = new SmallTraining(method).skipping()) {
      training.write(TEACHER, 7);

      training.broken(2, Batch.IMAGE_UNLABELED);

      assertThat(training.read(TEACHER)).isEqualTo(training.read(LinearNetwork.WEIGHT));
      assertThat(training.read("teacher." + LinearNetwork.SEEN)).isFinite();
    }
  }

  @Test
  void theTeacherKeepsItsMoveWhereTheStudentAloneBreaks() {
    try (SmallTraining training = new SmallTraining(method).skipping()) {
      training.step(2);
      double teacher = training.read(TEACHER);
      double student = training.read(LinearNetwork.WEIGHT);

      Map<String, HostTensor> outputs = training.broken(3, Batch.IMAGE_LABELED);

      assertThat(outputs).containsKeys("ce", "skipped");
      assertThat(training.read(LinearNetwork.WEIGHT)).isEqualTo(student).isNotEqualTo(teacher);
      assertThat(training.read(TEACHER)).isCloseTo(0.99 * teacher + 0.01 * student, within(1e-6));
    }
  }

  @Test
  void bothPartsOfAnImageAreHeldAgainstTheirOwnLabels() {
    // 0.75 and 0.25 for class 1
    HostTensor logits =
        HostTensor.of(Shape.of(1, 2, 1, 2), 0f, (float) Math.log(3), (float) Math.log(3), 0f);
    HostTensor mask = HostTensor.of(Shape.of(1, 1, 1, 2), 1f, 0f);
    HostTensor ones = HostTensor.of(Shape.of(1, 1, 2), 1L, 1L);
    HostTensor zeros = HostTensor.of(Shape.of(1, 1, 2), 0L, 0L);
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram program =
            engine.compile(
                (scope, in) -> {
                  MixedLosses losses =
                      MixedLosses.of(
                          scope.ops(),
                          in.get("logits"),
                          new MixedLosses.Part(in.get("ones"), in.get("mask"), 0.5),
                          new MixedLosses.Part(
                              in.get("zeros"), PasteMask.inverse(scope.ops(), in.get("mask")), 1),
                          CopyPasteLosses.ACDC);
                  return Map.of("ce", losses.crossEntropy(), "dice", losses.dice());
                },
                Compilation.inference())) {
      Map<String, HostTensor> losses =
          program.run(
              Map.of("logits", logits, "mask", mask, "ones", ones, "zeros", zeros),
              RandomKey.of(1));

      // each part has one pixel, which its label has 0.75 of
      assertThat(losses.get("ce").item()).isCloseTo(-1.5 * Math.log(0.75), within(1e-6));
      double there = 1 - 2 * 0.75 / (0.75 * 0.75 + 1);
      assertThat(losses.get("dice").item()).isCloseTo(1.5 * (there + 1) / 2, within(1e-6));
    }
  }

  @Test
  void everyLayerCountsItsPassesInBothPhases() {
    // pre-training are the steps 0 and 1
    StepTrace steps = method(new NormalisedNetwork(), AS_THEY_ARE).trace(SmallTraining.batch());
    assertThat(steps.passes("a.num_batches_tracked", 0, 2)).isEqualTo(2);
    assertThat(steps.passes("a.num_batches_tracked", 1, 5)).isEqualTo(1 + 2 * 3);
    assertThat(steps.passes("teacher.a.num_batches_tracked", 0, 2)).isZero();
    assertThat(steps.passes("teacher.a.num_batches_tracked", 1, 5)).isEqualTo(2 * 3);
    assertThat(steps.passes("a.num_batches_tracked", 4, 5)).isEqualTo(2);
  }

  @Test
  void theTeacherGetsNoGradient() {
    try (SmallTraining training = new SmallTraining(method)) {
      assertThat(training.gradients(3))
          .containsKey("grad/weight")
          .doesNotContainKey("grad/" + TEACHER);
    }
  }

  private static CopyPasteStep step(Recorder pretraining, Recorder teaching, Recorder training) {
    ComponentFilter firstAlone =
        (labels, shape, classes) -> {
          byte[] cleaned = new byte[labels.length];
          cleaned[0] = labels[0];
          return cleaned;
        };
    return new CopyPasteStep(
        2,
        false,
        pretraining,
        new Recorder(Map.of()),
        teaching,
        List.of(new PseudoLabels(firstAlone, 2)),
        training,
        new MicroBatches(List.of(method(firstAlone).stepInputs()), Compilation.forward()));
  }

  /** Remembers what it was run with. */
  private static final class Recorder implements CompiledProgram {
    final List<Map<String, HostTensor>> inputs = new ArrayList<>();
    final List<RandomKey> keys = new ArrayList<>();
    final List<Double> decays = new ArrayList<>();
    private final Map<String, HostTensor> outputs;

    Recorder(Map<String, HostTensor> outputs) {
      this.outputs = outputs;
    }

    @Override
    public Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
      Map<String, HostTensor> given = parts.get(0);
      inputs.add(new HashMap<>(given));
      keys.add(key);
      if (given.containsKey("ema_decay")) {
        decays.add(given.get("ema_decay").item());
      }
      return outputs;
    }

    @Override
    public void close() {}
  }
}
