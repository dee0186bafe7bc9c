package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the parts that steps are made of. */
class StepPartsTest {
  private static final RandomKey KEY = RandomKey.of(7);
  private static final UnsupervisedConfig CONFIG = new UnsupervisedConfig(3, 0, 0.99, 0.2);

  @Test
  void aClosedStepFreesItsProgram() {
    CompiledProgram program = mock(CompiledProgram.class);

    new ProgramStep(program, new MicroBatches(List.of(StepInputs.NONE), Compilation.forward()))
        .close();

    verify(program).close();
  }

  @Test
  void aClosedStepOfCopyPasteFreesAllItsPrograms() {
    CompiledProgram pretraining = mock(CompiledProgram.class);
    CompiledProgram beginning = mock(CompiledProgram.class);
    CompiledProgram teaching = mock(CompiledProgram.class);
    CompiledProgram training = mock(CompiledProgram.class);

    copyPaste(pretraining, beginning, teaching, training).close();

    verify(pretraining).close();
    verify(beginning).close();
    verify(teaching).close();
    verify(training).close();
  }

  @Test
  void theLossesOfCopyPasteAreThoseOfItsPhase() {
    HostTensor labels = HostTensor.zeros(DType.I64, Shape.of(2, 2, 3));
    CopyPasteStep step =
        copyPaste(
            giving(Map.of("loss", HostTensor.scalar(1))),
            giving(Map.of()),
            giving(Map.of(BidirectionalCopyPaste.PSEUDO_LABELS, labels)),
            giving(Map.of("loss", HostTensor.scalar(2))));

    assertThat(step.run(4, SmallTraining.batch(), KEY).get("loss").item()).isEqualTo(1);
    assertThat(step.run(5, SmallTraining.batch(), KEY).get("loss").item()).isEqualTo(2);
  }

  static Stream<Method> methodsWithATeacher() {
    return Stream.of(
        new MeanTeacher(new LinearNetwork(), CONFIG, 100),
        new UncertaintyAwareMeanTeacher(new LinearNetwork(), CONFIG, 100),
        new InterpolationConsistency(new LinearNetwork(), CONFIG, 100));
  }

  @ParameterizedTest
  @MethodSource("methodsWithATeacher")
  void aTeacherFollowsAtEveryStep(Method method) {
    try (SmallTraining training = new SmallTraining(method)) {
      training.write("teacher.weight", -2);

      training.step(2);

      // half of the way to the student, whose weight was 1
      assertThat(training.read("teacher.weight")).isEqualTo(-0.5);
    }
  }

  @Test
  void whatAStepAddsIsDrawnIntoTheTensorsOfTheStepBefore() {
    for (StepInputs added :
        List.of(new PasteMask(0.5), new InputNoise("noise", 2), new MixFactors(0.2))) {
      Map<String, HostTensor> first = batch(4);
      added.fill(0, KEY, first);
      Map<String, HostTensor> second = batch(4);
      added.fill(1, KEY, second);
      Map<String, HostTensor> larger = batch(6);
      added.fill(2, KEY, larger);

      String name = name(first);
      assertThat(second.get(name)).isSameAs(first.get(name));
      int rows = first.get(name).shape().dim(0);
      assertThat(larger.get(name).shape().dim(0)).isEqualTo(rows == 1 ? 1 : rows * 6 / 4);
    }
  }

  @Test
  void factorsOfImagesThatAreHardlyMixedAreNumbers() {
    Map<String, HostTensor> inputs = batch(200);

    // both draws from such a Gamma distribution often vanish
    new MixFactors(1e-4).fill(0, KEY, inputs);

    double[] factors = inputs.get(MixFactors.NAME).toDoubles();
    assertThat(factors).contains(0.5);
    assertThat(Arrays.stream(factors)).allMatch(factor -> factor >= 0 && factor <= 1);
  }

  @Test
  void labelMapsAreCleanedImageByImageAndIntoTheSameTensor() {
    PseudoLabels cleaning =
        new PseudoLabels(
            (labels, shape, classes) -> {
              byte[] told = labels.clone();
              for (int axis = 0; axis < shape.rank(); axis++) {
                told[axis] = (byte) shape.dim(axis);
              }
              told[shape.rank()] = (byte) classes;
              return told;
            },
            5);

    HostTensor image = cleaning.clean(HostTensor.zeros(DType.I64, Shape.of(2, 3, 4)));
    assertThat(Arrays.copyOf(image.toDoubles(), 3)).containsExactly(3, 4, 5);
    assertThat(Arrays.copyOfRange(image.toDoubles(), 12, 15)).containsExactly(3, 4, 5);
    assertThat(cleaning.clean(HostTensor.zeros(DType.I64, Shape.of(2, 3, 4)))).isSameAs(image);

    HostTensor volume = cleaning.clean(HostTensor.zeros(DType.I64, Shape.of(2, 6, 3, 4)));
    assertThat(Arrays.copyOf(volume.toDoubles(), 4)).containsExactly(6, 3, 4, 5);
    assertThat(volume.shape()).isEqualTo(Shape.of(2, 6, 3, 4));
  }

  private static CopyPasteStep copyPaste(
      CompiledProgram pretraining,
      CompiledProgram beginning,
      CompiledProgram teaching,
      CompiledProgram training) {
    StepInputs decay =
        (iteration, key, inputs) -> inputs.put(Teacher.DECAY, HostTensor.scalar(0.5));
    return new CopyPasteStep(
        5,
        false,
        pretraining,
        beginning,
        teaching,
        List.of(new PseudoLabels((labels, sizes, classes) -> labels, 2)),
        training,
        new MicroBatches(List.of(decay), Compilation.forward()));
  }

  private static CompiledProgram giving(Map<String, HostTensor> outputs) {
    CompiledProgram program = mock(CompiledProgram.class);
    when(program.run(anyMap(), any())).thenReturn(outputs);
    when(program.run(anyList(), any())).thenReturn(outputs);
    return program;
  }

  private static Map<String, HostTensor> batch(int images) {
    Map<String, HostTensor> batch = new HashMap<>();
    for (String name : List.of(Batch.IMAGE_LABELED, Batch.IMAGE_UNLABELED)) {
      batch.put(name, HostTensor.zeros(DType.F32, Shape.of(images, 1, 8, 8)));
    }
    return batch;
  }

  /** The one input that a batch does not have. */
  private static String name(Map<String, HostTensor> inputs) {
    return inputs.keySet().stream()
        .filter(key -> !key.equals(Batch.IMAGE_LABELED) && !key.equals(Batch.IMAGE_UNLABELED))
        .findFirst()
        .orElseThrow();
  }
}
