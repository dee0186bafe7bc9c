package dev.icl.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.app.config.RunConfig;
import dev.icl.core.engine.Engine;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.TrainingStep;
import dev.icl.modules.train.TrainConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepperTest {
  private final List<Integer> made = new ArrayList<>();

  @Test
  void whatIsTimedIsTheStepThatAMethodMakesAtTheEndOfItsTraining() {
    TrainConfig config = RunConfig.defaults().train();
    Engine engine = mock(Engine.class);
    Method method = mock(Method.class);
    when(method.stepOn(any(), any())).thenReturn(new Recorded(made));

    try (Stepper stepper = Stepper.on(engine, method, config, RandomKey.of(1))) {
      stepper.run(Map.of());
      stepper.run(Map.of());
    }

    // the longest pre-training ends with the training
    assertThat(made).hasSize(2).allMatch(iteration -> iteration >= config.iterations());
  }

  /** Makes nothing, and keeps which iterations it was called for. */
  private record Recorded(List<Integer> made) implements TrainingStep {
    @Override
    public Map<String, HostTensor> run(
        int iteration, Map<String, HostTensor> inputs, RandomKey key) {
      made.add(iteration);
      return Map.of();
    }

    @Override
    public void close() {}
  }
}
