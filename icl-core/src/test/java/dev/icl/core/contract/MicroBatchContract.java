package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.GRADIENT_TOLERANCE;
import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.vector;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of several micro-batches. */
interface MicroBatchContract extends EngineUnderTest {
  /** A mean over the rows of x, as a network without batch norm has it. */
  private static Program meanOverRows() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      Tensor output = ops.linear(in.get("x"), scope.variable("w"), null);
      return Map.of("loss", ops.mean(ops.square(ops.tanh(output)), false));
    };
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(new Sgd(0.9, 1e-2), new AdamW(0.9, 0.99, 1e-2, 0.1), new SecondMoment());
  }

  /** The matrix is so large that its gradient may be kept as factors. */
  @ParameterizedTest
  @MethodSource("optimizers")
  default void meansOverImagesTrainAsTheWholeBatchDoes(Optimizer optimizer) {
    int size = largeEdge();
    HostTensor weight =
        HostTensor.fill(DType.F32, Shape.of(size, size), i -> (i * 37 % 101 - 50) * 1e-3);
    HostTensor rows = Values.random("rows", 4, size);
    Compilation whole = Compilation.training("loss", optimizer);
    try (Rig parted = rig().parameter("w", weight);
        Rig single = rig().parameter("w", weight);
        CompiledProgram inParts = parted.compile(meanOverRows(), whole.inParts(2));
        CompiledProgram atOnce = single.compile(meanOverRows(), whole)) {
      for (int i = 0; i < 2; i++) {
        HostTensor loss =
            inParts
                .run(
                    List.of(
                        withRate(Map.of("x", rows.rows(0, 2)), 0.1),
                        withRate(Map.of("x", rows.rows(2, 2)), 0.1)),
                    Rig.KEY)
                .get("loss");
        HostTensor expected = atOnce.run(withRate(Map.of("x", rows), 0.1), Rig.KEY).get("loss");
        assertThat(loss.item()).isCloseTo(expected.item(), within(1e-5));
      }
      assertClose("w", parted.read("w"), single.read("w"), GRADIENT_TOLERANCE);
    }
  }

  @Test
  default void gradientsAreMeansOverMicroBatches() {
    Map<String, HostTensor> first = Programs.perceptronInputs();
    Map<String, HostTensor> second =
        Map.of("x", Values.random("x2", 3, 3), "y", Values.random("y2", 3, 2));
    Program loss =
        (scope, in) -> Map.of("loss", Programs.perceptron().apply(scope, in).get("loss"));
    Compilation gradients = Compilation.gradients("loss");
    try (Rig rig = Programs.withPerceptron(rig());
        CompiledProgram parted = rig.compile(loss, gradients.inParts(2))) {
      Map<String, HostTensor> mean = parted.run(List.of(first, second), Rig.KEY);
      Map<String, HostTensor> ofFirst = rig.run(loss, gradients, first);
      Map<String, HostTensor> ofSecond = rig.run(loss, gradients, second);

      assertThat(mean).containsOnlyKeys(ofFirst.keySet());
      mean.forEach(
          (name, value) -> {
            for (int i = 0; i < value.size(); i++) {
              assertThat(value.get(i))
                  .as(name)
                  .isCloseTo(
                      (ofFirst.get(name).get(i) + ofSecond.get(name).get(i)) / 2, within(1e-5));
            }
          });
    }
  }

  @Test
  default void whatOneMicroBatchAssignsTheNextReads() {
    Program counting =
        (scope, in) -> {
          scope.assign("seen", scope.ops().add(scope.variable("seen"), in.get("x")));
          return Map.of("loss", scope.ops().sum(scope.variable("w"), false));
        };
    Compilation training = Compilation.training("loss", new Sgd(0, 0)).inParts(3);
    try (Rig rig = rig().parameter("w", vector(5)).buffer("seen", vector(1));
        CompiledProgram step = rig.compile(counting, training)) {
      step.run(
          Stream.of(10, 100, 1000).map(x -> withRate(Map.of("x", vector(x)), 0.5)).toList(),
          Rig.KEY);

      assertThat(rig.read("seen").toFloats()).containsExactly(1111);
      assertThat(rig.read("w").toFloats()).as("one update").containsExactly(4.5f);
    }
  }

  @Test
  default void aStepThatIsSkippedForItsLastMicroBatchChangedNothing() {
    Program program =
        (scope, in) -> {
          scope.assign("seen", scope.ops().add(scope.variable("seen"), 1));
          return Programs.weightedSquares().apply(scope, in);
        };
    Compilation skipping =
        Compilation.training("loss", new Sgd(0.9, 0))
            .guarded(new GradientGuard(0, true))
            .inParts(2);
    try (Rig rig = rig().parameter("w", vector(3, 4)).buffer("seen", vector(1));
        CompiledProgram step = rig.compile(program, skipping)) {
      Map<String, HostTensor> results =
          step.run(
              List.of(
                  withRate(Map.of("x", vector(1, 1)), 0.1),
                  withRate(Map.of("x", vector(1, Double.NaN)), 0.1)),
              Rig.KEY);

      assertThat(results).containsKey(GradientGuard.SKIPPED);
      assertThat(rig.read("w").toFloats()).containsExactly(3, 4);
      assertThat(rig.read("seen").toFloats()).containsExactly(1);
    }
  }

  @Test
  default void eachMicroBatchDrawsMasksOfItsOwn() {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor x = scope.dropout(in.get("x"), 0.5, in.get("x").shape());
          return Map.of("loss", ops.sum(ops.mul(x, scope.variable("w")), false));
        };
    Compilation gradients = Compilation.gradients("loss").inParts(2);
    List<Map<String, HostTensor>> parts =
        List.of(Map.of("x", Values.random("a", 16)), Map.of("x", Values.random("b", 16)));
    EngineOptions portable = EngineOptions.defaults().withRandom(RandomMode.PORTABLE);
    HostTensor ones = HostTensor.fill(DType.F32, Shape.of(16), i -> 1);
    List<RandomKey> streams = List.of(Rig.KEY, Rig.KEY.child("micro-batch").child(1));
    try (Rig rig = new Rig(start(portable)).parameter("w", ones);
        CompiledProgram step = rig.compile(program, gradients)) {
      HostTensor gradient = step.run(parts, Rig.KEY).get("grad/w");

      for (int i = 0; i < gradient.size(); i++) {
        double sum = 0;
        for (int part = 0; part < 2; part++) {
          HostTensor mask = PortableMasks.draw(streams.get(part), 0, 0.5, Shape.of(16));
          sum += parts.get(part).get("x").get(i) * mask.get(i);
        }
        assertThat(gradient.get(i)).isCloseTo(sum / 2, within(1e-4));
      }
    }
  }

  @Test
  default void otherNumbersOfMicroBatchesAreRefused() {
    try (Rig rig = rig().parameter("w", vector(3, 4));
        CompiledProgram step =
            rig.compile(Programs.weightedSquares(), Compilation.gradients("loss").inParts(2))) {
      assertThatThrownBy(() -> step.run(Map.of("x", vector(1, 1)), Rig.KEY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a step of 2 parts was given 1");
    }
  }

  @Test
  default void outputsWithoutAMeanAreRefused() {
    Program program = (scope, in) -> Map.of("y", in.get("x"));
    try (Rig rig = rig();
        CompiledProgram step = rig.compile(program, Compilation.forward().inParts(2))) {
      Map<String, HostTensor> part = Map.of("x", vector(1, 2));
      assertThatThrownBy(() -> step.run(List.of(part, part), Rig.KEY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the output 'y' of a step of several parts");
    }
  }
}
