package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracingTest {
  private final TensorFlowEngine engine = new TensorFlowEngine(EngineOptions.defaults());
  private final AtomicInteger traced = new AtomicInteger();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aProgramIsTracedOncePerSignature() {
    try (CompiledProgram program = sumOfSquares(Compilation.inference())) {
      for (int size : new int[] {2, 3, 2, 3, 3, 2}) {
        assertThat(run(program, size).item()).isEqualTo(size);
      }
    }
    assertThat(traced).hasValue(2);
  }

  @Test
  void stepsOfATrainingTraceOnce() {
    parameter("w", 4);
    try (CompiledProgram program =
        engine.compile(
            (scope, inputs) -> {
              traced.incrementAndGet();
              return Map.of(
                  "loss", scope.ops().sum(scope.ops().square(scope.variable("w")), false));
            },
            Compilation.training("loss", new Sgd(0.9, 0)))) {
      Map<String, HostTensor> rate = Map.of(Optimizer.LEARNING_RATE, HostTensor.scalar(0.1));
      for (int i = 0; i < 5; i++) {
        program.run(rate, RandomKey.of(i));
      }
    }
    assertThat(traced).hasValue(1);
  }

  @Test
  void anInputOfAnotherTypeIsAnotherSignature() {
    try (CompiledProgram program =
        engine.compile(
            (scope, inputs) -> {
              traced.incrementAndGet();
              return Map.of("y", scope.ops().cast(inputs.get("x"), DType.F32));
            },
            Compilation.inference())) {
      HostTensor x = HostTensor.of(Shape.of(2), 1L, 2L);
      for (DType dtype : new DType[] {DType.I64, DType.F32, DType.I64}) {
        HostTensor y = program.run(Map.of("x", x.to(dtype)), RandomKey.of(1)).get("y");
        assertThat(y.toDoubles()).containsExactly(1, 2);
      }
    }
    assertThat(traced).hasValue(2);
  }

  @Test
  void whatIsReadBetweenStepsStaysAsItWas() {
    parameter("w", 3);
    try (CompiledProgram program =
        engine.compile(
            (scope, inputs) ->
                Map.of("loss", scope.ops().sum(scope.ops().square(scope.variable("w")), false)),
            Compilation.training("loss", new Sgd(0, 0)))) {
      Map<String, HostTensor> rate =
          new HashMap<>(Map.of(Optimizer.LEARNING_RATE, HostTensor.scalar(0.25)));
      program.run(rate, RandomKey.of(1));
      HostTensor between = engine.variables().read("w");
      program.run(rate, RandomKey.of(2));

      assertThat(between.toDoubles()).containsOnly(0.5);
      assertThat(engine.variables().read("w").toDoubles()).containsOnly(0.25);
    }
  }

  private CompiledProgram sumOfSquares(Compilation compilation) {
    return engine.compile(
        (scope, inputs) -> {
          traced.incrementAndGet();
          return Map.of("y", scope.ops().sum(scope.ops().square(inputs.get("x")), false));
        },
        compilation);
  }

  private static HostTensor run(CompiledProgram program, int size) {
    HostTensor x = HostTensor.fill(DType.F32, Shape.of(size), i -> 1);
    return program.run(Map.of("x", x), RandomKey.of(1)).get("y");
  }

  private void parameter(String name, int size) {
    HostTensor ones = HostTensor.fill(DType.F32, Shape.of(size), i -> 1);
    engine
        .variables()
        .create(
            new VariableSpec(
                name, DType.F32, ones.shape(), VariableKind.PARAMETER, (dtype, shape, key) -> ones),
            ones);
  }
}
