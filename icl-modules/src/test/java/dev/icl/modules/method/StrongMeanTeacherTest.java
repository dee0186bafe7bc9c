package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Images of 2×2 pixels; the student's weight is 1, the teacher's −1. */
class StrongMeanTeacherTest {
  @Test
  void theTeachersSureLabelsOfTheWeakViewTeachTheStrongOne() {
    Method method = method(Targets.HARD);
    Map<String, HostTensor> losses = losses(method);

    // −3 and 3 are sure: labels 1 and 0 for scores −1 and 2, worked out by hand as the Dice loss is
    // for 0.269 and 0.881 against class 1 and class 0
    assertThat(losses.get("strong").item()).isCloseTo(0.0513522, within(1e-6));
    assertThat(losses.get("loss").item())
        .isCloseTo(
            (losses.get("ce").item() + losses.get("dice").item()) / 2
                + 2 * losses.get("strong").item(),
            within(1e-6));
    assertThat(method.name()).isEqualTo("mean-teacher");
  }

  @Test
  void softTargetsAreWhatTheyWere() {
    assertThat(method(Targets.SOFT)).isInstanceOf(MeanTeacher.class);
    assertThat(method(Targets.SOFT).batch().tensors())
        .containsExactly("image_labeled", "label_labeled", "image_unlabeled");
    assertThat(MeanTeacherSettings.defaults().targets()).isEqualTo(Targets.SOFT);
  }

  private static Method method(Targets targets) {
    SegmentationNetwork network = new LinearNetwork();
    MeanTeacherSettings settings =
        new MeanTeacherSettings(
            new UnsupervisedSettings(
                SupervisedSettings.defaults(), new UnsupervisedConfig(2, 0.25, 0.99, 0.2)),
            targets,
            new HardLabelConfig(0.95));
    return MeanTeacherProvider.of(settings, network, 100);
  }

  private static Map<String, HostTensor> losses(Method method) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      for (VariableSpec spec : method.variables()) {
        boolean teachers = spec.name().equals("teacher.weight");
        engine
            .variables()
            .create(spec, HostTensor.fill(DType.F32, spec.shape(), i -> teachers ? -1 : 1));
      }
      Map<String, HostTensor> inputs = new HashMap<>();
      inputs.put(Batch.IMAGE_LABELED, image(1, -1, 2, 0.5));
      inputs.put(Batch.LABEL_LABELED, HostTensor.of(Shape.of(1, 2, 2), 0L, 1L, 1L, 0L));
      inputs.put(Batch.IMAGE_UNLABELED, image(3, -3, 1, -1));
      inputs.put("image_unlabeled_strong", image(-1, 2, 3, 3));
      inputs.put(RampUp.WEIGHT, HostTensor.scalar(2));
      inputs.put(Teacher.DECAY, HostTensor.scalar(1));
      try (CompiledProgram program =
          engine.compile(method.trainingProgram(), Compilation.forward())) {
        return program.run(inputs, RandomKey.of(1));
      }
    }
  }

  private static HostTensor image(double... pixels) {
    return HostTensor.fill(DType.F32, Shape.of(1, 1, 2, 2), i -> pixels[(int) i]);
  }
}
