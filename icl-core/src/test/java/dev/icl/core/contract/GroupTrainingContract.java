package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings in several processes, which are threads here, each with an engine of its own. */
interface GroupTrainingContract extends EngineUnderTest {
  int STEPS = 10;
  double TOLERANCE = 1e-5;

  /**
   * A training.
   *
   * @param variables creates them
   * @param program its losses
   * @param compilation of a process by itself
   * @param inputs by the number of the micro-batch, over all steps
   * @param options of the engines
   */
  record Training(
      UnaryOperator<Rig> variables,
      Program program,
      Compilation compilation,
      IntFunction<Map<String, HostTensor>> inputs,
      EngineOptions options) {}

  /**
   * The end of a training in one process.
   *
   * @param results by step
   * @param parameters with the optimiser's slots, at the end
   */
  record Trained(List<Map<String, HostTensor>> results, Map<String, HostTensor> parameters) {}

  /** The steps of one process. */
  private Trained train(Training training, ProcessGroup group, int parts) {
    Compilation compilation = training.compilation().inParts(parts).within(group);
    try (Rig rig = training.variables().apply(new Rig(start(training.options())));
        CompiledProgram step = rig.compile(training.program(), compilation)) {
      List<Map<String, HostTensor>> results = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        int first = i * parts * group.size() + parts * group.rank();
        results.add(
            step.run(
                IntStream.range(first, first + parts).mapToObj(training.inputs()).toList(),
                Rig.KEY.child(i)));
      }
      Map<String, HostTensor> parameters = new LinkedHashMap<>();
      rig.engine().variables().specs().stream()
          .filter(spec -> spec.kind() != VariableKind.BUFFER)
          .forEach(spec -> parameters.put(spec.name(), rig.read(spec.name())));
      return new Trained(results, parameters);
    }
  }

  /** A group trains as one process that is given all its micro-batches. */
  private void assertTrainsAsOne(Training training, int size, int parts) {
    Trained expected = train(training, ProcessGroup.ALONE, size * parts);
    List<Trained> all = InMemoryGroup.run(size, group -> train(training, group, parts));

    for (Trained trained : all) {
      assertThat(trained.parameters()).containsOnlyKeys(expected.parameters().keySet());
      trained
          .parameters()
          .forEach(
              (name, value) -> {
                assertClose(name, value, expected.parameters().get(name), TOLERANCE);
                assertThat(value.bytes())
                    .as(name)
                    .isEqualTo(all.get(0).parameters().get(name).bytes());
              });
      for (int i = 0; i < STEPS; i++) {
        Map<String, HostTensor> before = expected.results().get(i);
        assertThat(trained.results().get(i)).containsOnlyKeys(before.keySet());
        Map<String, HostTensor> ofFirst = all.get(0).results().get(i);
        trained
            .results()
            .get(i)
            .forEach(
                (name, value) -> {
                  assertThat(value.item()).isCloseTo(before.get(name).item(), within(TOLERANCE));
                  assertThat(value.item()).isEqualTo(ofFirst.get(name).item());
                });
      }
    }
  }

  /** Batch norm and dropout, clipped. */
  private static Training convolutional(Optimizer optimizer) {
    Program program =
        (scope, in) -> {
          Map<String, Tensor> inputs = new HashMap<>();
          inputs.put("x", scope.dropout(in.get("x"), 0.3, in.get("x").shape()));
          inputs.put("y", in.get("y"));
          return Programs.pixelClassifier().apply(scope, ProgramInputs.of(inputs));
        };
    return new Training(
        Programs::withPixelClassifier,
        program,
        Compilation.training("loss", optimizer).guarded(new GradientGuard(0.3, true)),
        number ->
            withRate(
                Map.of(
                    "x", Values.random("x" + number, 2, 1, 4, 6),
                    "y", Values.classes(2, 2, 4, 6)),
                0.1),
        EngineOptions.defaults().withRandom(RandomMode.PORTABLE));
  }

  @ParameterizedTest
  @MethodSource("dev.icl.core.contract.MicroBatchContract#optimizers")
  default void twoProcessesTrainAsOneThatAccumulates(Optimizer optimizer) {
    assertTrainsAsOne(convolutional(optimizer), 2, 1);
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "2, 2"})
  default void moreMicroBatchesAreDividedInTheirOrder(int size, int parts) {
    assertTrainsAsOne(convolutional(new Sgd(0.9, 1e-2)), size, parts);
  }

  /** The matrix is so large that its gradient may be exchanged as factors. */
  @ParameterizedTest
  @MethodSource("dev.icl.core.contract.MicroBatchContract#optimizers")
  default void largeMatricesTrainAsInOneProcess(Optimizer optimizer) {
    assertTrainsAsOne(matrix(optimizer), 2, 1);
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "2, 2"})
  default void largeMatricesOfMoreMicroBatchesTrainAsInOneProcess(int size, int parts) {
    assertTrainsAsOne(matrix(new Sgd(0.9, 1e-2)), size, parts);
  }

  private Training matrix(Optimizer optimizer) {
    int edge = largeEdge();
    HostTensor weight =
        HostTensor.fill(DType.F32, Shape.of(edge, edge), i -> (i * 37 % 101 - 50) * 1e-3);
    return new Training(
        rig -> rig.parameter("w", weight).parameter("b", Values.random("b", edge)),
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor output = ops.linear(in.get("x"), scope.variable("w"), scope.variable("b"));
          return Map.of("loss", ops.mean(ops.square(ops.tanh(output)), false));
        },
        Compilation.training("loss", optimizer).guarded(new GradientGuard(1, false)),
        number -> withRate(Map.of("x", Values.random("rows" + number, 3, edge)), 0.1),
        EngineOptions.defaults());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void noArraysPileUpInAGroup(boolean large) {
    Optimizer sgd = new Sgd(0.9, 1e-2);
    Training training = large ? matrix(sgd) : convolutional(sgd);
    List<Long> more =
        InMemoryGroup.run(
            2,
            group -> {
              Compilation compilation = training.compilation().within(group);
              try (Rig rig = training.variables().apply(new Rig(start(training.options())));
                  CompiledProgram step = rig.compile(training.program(), compilation)) {
                long afterThree = 0;
                for (int i = 1; i <= STEPS; i++) {
                  step.run(training.inputs().apply(group.rank()), Rig.KEY.child(i));
                  afterThree = i == 3 ? rig.engine().liveArrays() : afterThree;
                }
                return rig.engine().liveArrays() - afterThree;
              }
            });
    assertThat(more).containsOnly(0L);
  }
}
