package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.batch.Batch;
import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Program;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTraceTest {
  private static final Compilation STEP = Compilation.training(Method.OBJECTIVE, new Sgd(0.9, 0));

  @Test
  void aStepOfSeveralProgramsCostsTheirSumAfterThePretraining() {
    BidirectionalCopyPaste method =
        new BidirectionalCopyPaste(
            new NormalisedNetwork(),
            CopyPasteConfig.defaults(),
            UnsupervisedConfig.defaults(),
            8,
            (labels, sizes, classes) -> labels);
    Map<String, HostTensor> inputs = new HashMap<>(SmallTraining.batch());
    method.stepInputs().fill(2, RandomKey.of(1), inputs);
    inputs.put("pseudo_labels", HostTensor.zeros(DType.I64, Shape.of(2, 2, 3)));

    long teacher = flops(method, method.teachingProgram(), inputs, Compilation.forward());
    long student = flops(method, method.trainingProgram(), inputs, STEP);
    long pretraining = flops(method, method.pretrainingProgram(), inputs, STEP);

    assertThat(method.trace(SmallTraining.batch()).flops(STEP))
        .isEqualTo(teacher + student)
        .isNotEqualTo(pretraining);
    assertThat(teacher).isPositive();
  }

  /** Noise for the images is as large as they are. */
  @Test
  void whatAMethodDrawsBesideTheBatchIsAmongTheInputs() {
    Method method =
        new UncertaintyAwareMeanTeacher(
            new NormalisedNetwork(), new UnsupervisedConfig(3, 0, 0.99, 0.2), 100);
    Map<String, HostTensor> more = new HashMap<>(SmallTraining.batch());
    Shape images = Shape.of(4, 1, 2, 3);
    more.put(Batch.IMAGE_UNLABELED, HostTensor.zeros(DType.F32, images));

    assertThat(method.trace(more).flops(STEP))
        .isGreaterThan(method.trace(SmallTraining.batch()).flops(STEP));
  }

  @Test
  void layersThatNoStepPassesAreNotCounted() {
    StepTrace steps = new Supervised(new NormalisedNetwork()).trace(SmallTraining.batch());

    assertThat(steps.passes("a.num_batches_tracked", 2, 7)).isEqualTo(5);
    assertThat(steps.passes("a.num_batches_tracked", 2, 2)).isZero();
    assertThat(steps.passes("b.num_batches_tracked", 2, 7)).isZero();
  }

  private static long flops(
      Method method, Program program, Map<String, HostTensor> inputs, Compilation compilation) {
    return new CostModel()
        .measure(program, method.variables(), CostModel.Input.of(inputs), compilation)
        .flops();
  }
}
