package dev.icl.engine.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A weight large enough that its gradient is formed inside the update. */
class FactoredGradientsTest {
  /** Not a multiple of the rows that an update takes at once. */
  private static final int SIZE = 1056;

  private static final double RATE = 0.05;
  private static final Sgd SGD = new Sgd(0.9, 0.01);

  private Engine engine;

  @BeforeEach
  void start() {
    start(EngineOptions.defaults());
  }

  private void start(EngineOptions options) {
    engine = new PyTorchEngine(options);
    VariableSpec weight =
        new VariableSpec(
            "weight",
            DType.F32,
            Shape.of(SIZE, SIZE),
            VariableKind.PARAMETER,
            (dtype, shape, key) -> random(shape, key));
    engine.variables().create(weight, random(weight.shape(), RandomKey.of(1)));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void updatesAsTheWholeGradientWould() {
    trainsLikeTheFormula((scope, in) -> mean(scope.ops(), twoLayers(scope, in.get("x"))));
  }

  /** One has no parts, 3 leave a last block that has none, 4 divide all, 40 would be too small. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 40})
  void updatesTheSameWithAnyNumberOfThreads(int threads) {
    engine.close();
    EngineOptions o = EngineOptions.defaults();
    start(
        new EngineOptions(
            o.device(), threads, o.random(), o.seed(), o.download(), o.verbose(), o.hints()));
    trainsLikeTheFormula((scope, in) -> mean(scope.ops(), twoLayers(scope, in.get("x"))));
  }

  @Test
  void addsTheUsesOfOneWeight() {
    trainsLikeTheFormula(
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor once = ops.linear(in.get("x"), scope.variable("weight"), null);
          Tensor again = ops.linear(ops.neg(in.get("x")), scope.variable("weight"), null);
          return mean(ops, ops.add(once, ops.square(again)));
        });
  }

  @Test
  void addsWhatOtherOperationsOnTheWeightContribute() {
    trainsLikeTheFormula(
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor penalty = ops.mul(ops.mean(ops.square(scope.variable("weight")), false), 3);
          Tensor output = mean(ops, twoLayers(scope, in.get("x"))).get("loss");
          return Map.of("loss", ops.add(output, penalty));
        });
  }

  @Test
  void leavesAWeightAloneThatTheObjectiveIgnores() {
    float[] before = engine.variables().read("weight").toFloats();
    Program ignoring =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor unused = ops.linear(in.get("x"), scope.variable("weight"), null);
          return Map.of("loss", mean(ops, in.get("x")).get("loss"), "unused", unused);
        };

    try (CompiledProgram step = engine.compile(ignoring, Compilation.training("loss", SGD))) {
      step.run(inputs(), RandomKey.of(3));
    }

    assertThat(engine.variables().read("weight").toFloats()).isEqualTo(before);
  }

  private void trainsLikeTheFormula(Program program) {
    float[] parameter = engine.variables().read("weight").toFloats();
    float[] momentum = new float[parameter.length];
    try (CompiledProgram gradients = engine.compile(program, Compilation.gradients("loss"));
        CompiledProgram step = engine.compile(program, Compilation.training("loss", SGD))) {
      for (int i = 0; i < 2; i++) {
        float[] gradient = gradients.run(inputs(), RandomKey.of(3)).get("grad/weight").toFloats();
        step.run(inputs(), RandomKey.of(3));
        for (int j = 0; j < parameter.length; j++) {
          double decayed = gradient[j] + SGD.weightDecay() * parameter[j];
          momentum[j] = (float) (SGD.momentum() * momentum[j] + decayed);
          parameter[j] -= (float) (RATE * momentum[j]);
        }
      }
    }

    assertThat(distance(engine.variables().read("weight").toFloats(), parameter))
        .isCloseTo(0, within(1e-6));
    String slot = Optimizer.slotName(Sgd.MOMENTUM_BUFFER, "weight");
    assertThat(distance(engine.variables().read(slot).toFloats(), momentum))
        .isCloseTo(0, within(1e-5));
  }

  /** In blocks and parts, as SGD; one thread has no parts, 4 divide all blocks. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void adamWUpdatesAsItsFormulaDoes(int threads) {
    engine.close();
    EngineOptions o = EngineOptions.defaults();
    start(
        new EngineOptions(
            o.device(), threads, o.random(), o.seed(), o.download(), o.verbose(), o.hints()));
    // the large epsilon damps what rounding makes of small gradients
    AdamW adamw = new AdamW(0.9, 0.99, 1e-3, 0.1);
    Program program = (scope, in) -> mean(scope.ops(), twoLayers(scope, in.get("x")));
    float[] parameter = engine.variables().read("weight").toFloats();
    double[] mean = new double[parameter.length];
    double[] square = new double[parameter.length];
    try (CompiledProgram gradients = engine.compile(program, Compilation.gradients("loss"));
        CompiledProgram step = engine.compile(program, Compilation.training("loss", adamw))) {
      for (int t = 1; t <= 2; t++) {
        float[] gradient = gradients.run(inputs(), RandomKey.of(3)).get("grad/weight").toFloats();
        step.run(inputs(), RandomKey.of(3));
        for (int j = 0; j < parameter.length; j++) {
          mean[j] = 0.9 * mean[j] + 0.1 * gradient[j];
          square[j] = 0.99 * square[j] + 0.01 * gradient[j] * gradient[j];
          double root = Math.sqrt(square[j] / (1 - Math.pow(0.99, t))) + 1e-3;
          parameter[j] -=
              (float) (RATE * 0.1 * parameter[j] + RATE * mean[j] / (1 - Math.pow(0.9, t)) / root);
        }
      }
    }

    assertThat(distance(engine.variables().read("weight").toFloats(), parameter))
        .isCloseTo(0, within(1e-5));
    assertThat(engine.variables().read("optimizer.step.weight").item()).isEqualTo(2);
  }

  private static Tensor twoLayers(Scope scope, Tensor x) {
    Ops ops = scope.ops();
    Tensor hidden = ops.gelu(ops.linear(x, scope.variable("weight"), null));
    return ops.square(ops.linear(hidden, scope.variable("weight"), null));
  }

  private static Map<String, Tensor> mean(Ops ops, Tensor x) {
    return Map.of("loss", ops.mean(x, false));
  }

  private static Map<String, HostTensor> inputs() {
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put("x", random(Shape.of(2, 3, SIZE), RandomKey.of(2)));
    inputs.put(Optimizer.LEARNING_RATE, HostTensor.scalar(RATE));
    return inputs;
  }

  private static HostTensor random(Shape shape, RandomKey key) {
    UniformRandomProvider generator = key.generator();
    return HostTensor.fill(DType.F32, shape, i -> generator.nextDouble() - 0.5);
  }

  /** {@code ‖a − b‖ / ‖b‖}. */
  private static double distance(float[] a, float[] b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < a.length; i++) {
      difference += Math.pow(a[i] - b[i], 2);
      norm += Math.pow(b[i], 2);
    }
    return Math.sqrt(difference / norm);
  }
}
