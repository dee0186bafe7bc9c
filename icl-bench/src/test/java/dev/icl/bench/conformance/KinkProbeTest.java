package dev.icl.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KinkProbeTest {
  /** Two windows: values a millionth apart, and a clear one. */
  private static final HostTensor POOLED =
      HostTensor.of(Shape.of(1, 1, 2, 4), 1f, 1.000001f, 3f, 0f, 0f, -1f, 2f, 1f);

  private static final Program MAX_POOL =
      (scope, in) ->
          Map.of(
              "loss",
              scope
                  .ops()
                  .sum(scope.ops().maxPool(scope.variable("l.w"), PoolSpec.of(2, 2)), false));

  @Test
  void aTieOfAWindowIsFoundAndSentEitherWay() {
    try (Engine engine = engine(POOLED)) {
      Kinks kinks = KinkProbe.of(MAX_POOL, engine.variables(), Map.of());

      assertThat(kinks.elements()).isEqualTo(8);
      assertThat(kinks.near()).isEqualTo(1);
      assertThat(kinks.sites().get(0).kink())
          .isEqualTo(new Kink("maxPool", "l", List.of(1, 1, 2, 4), 1))
          .hasToString(
              "maxPool behind l, input [1, 1, 2, 4]: 1 window with a tie, but for rounding");
      assertThat(gradient(engine, MAX_POOL, kinks, 0)).containsExactly(0, 1, 1, 0, 0, 0, 0, 0);
      assertThat(gradient(engine, MAX_POOL, kinks, 1)).containsExactly(1, 0, 1, 0, 0, 0, 0, 0);
    }
  }

  /** One window of zeros, one with a tie of 3; without a ReLU before them both are ties. */
  @Test
  void zerosOfAReluAreNoTie() {
    HostTensor value = HostTensor.of(Shape.of(1, 1, 2, 4), -1f, -2f, 3f, 3f, -3f, -0.5f, 1f, 1f);
    Program behindRelu =
        (scope, in) -> pooled(scope.ops(), scope.ops().relu(scope.variable("l.w")));
    try (Engine engine = engine(value)) {
      assertThat(KinkProbe.of(behindRelu, engine.variables(), Map.of()).near()).isEqualTo(1);
    }
    HostTensor zeros = HostTensor.of(Shape.of(1, 1, 2, 4), 0f, 0f, 3f, 3f, 0f, 0f, 1f, 1f);
    try (Engine engine = engine(zeros)) {
      assertThat(KinkProbe.of(MAX_POOL, engine.variables(), Map.of()).near()).isEqualTo(2);
    }
  }

  /** Ten thousand elements share a gradient, twenty of them on the positive side by a millionth. */
  @Test
  void otherSidesThanThatOfFloat64CountForSinglePrecisionAlone() {
    HostTensor x = HostTensor.fill(DType.F32, Shape.of(10_000), i -> i < 20 ? 1e-6 : 0.5);
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          return Map.of(
              "loss", ops.sum(ops.relu(ops.add(in.get("x"), scope.variable("l.w"))), false));
        };
    try (Engine engine = engine(HostTensor.of(Shape.of(1), 0f))) {
      Kinks kinks = KinkProbe.of(program, engine.variables(), Map.of("x", x));
      PinnedProgram pinned = new PinnedProgram(program, kinks);

      assertThat(kinks.near()).isEqualTo(20);
      try (CompiledProgram step = engine.compile(pinned, Compilation.gradients("loss"))) {
        assertThat(search(pinned, step, x, 1, false)).isPresent();
        for (double factor : new double[] {1 - 1.2e-4, 1 - 1.5e-4, 1 - 2e-4}) {
          assertThat(search(pinned, step, x, factor, false)).isEmpty();
          // what a fit makes of it
          assertThat(search(pinned, step, x, factor, true)).isPresent();
        }
      }
    }
  }

  private static Optional<KinkSearch.Agreement> search(
      PinnedProgram program, CompiledProgram step, HostTensor x, double factor, boolean turning) {
    double expected = 10_000 * factor;
    return new KinkSearch(
            program,
            step,
            Map.of("x", x),
            found -> {
              double error = Math.abs(found.get("grad/l.w").get(0) - expected) / expected;
              return List.of(new QuantityResult("grad", "grad/l.w", error, 1e-4));
            },
            turning)
        .search();
  }

  private static Map<String, Tensor> pooled(Ops ops, Tensor x) {
    return Map.of("loss", ops.sum(ops.maxPool(x, PoolSpec.of(2, 2)), false));
  }

  @Test
  void inputsOfRelusAreFoundAndSentEitherWay() {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          return Map.of(
              "loss",
              ops.add(
                  ops.sum(ops.relu(scope.variable("l.w")), false),
                  ops.sum(ops.leakyRelu(scope.variable("l.w"), 0.25), false)));
        };
    try (Engine engine = engine(HostTensor.of(Shape.of(4), 2f, 1e-5f, -1e-5f, -1e-3f))) {
      Kinks kinks = KinkProbe.of(program, engine.variables(), Map.of());

      assertThat(kinks.sites())
          .extracting(Kinks.Site::kink)
          .containsExactly(
              new Kink("relu", "l", List.of(4), 2), new Kink("leakyRelu", "l", List.of(4), 2));
      assertThat(gradient(engine, program, kinks, 0))
          .containsExactly(new double[] {2, 2, 0.25, 0.25}, within(1e-6));
      assertThat(gradient(engine, program, kinks, 1))
          .containsExactly(new double[] {2, 0.25, 2, 0.25}, within(1e-6));
    }
  }

  @Test
  void atZeroItselfTheReferenceIsOnTheNegativeSide() {
    Program program =
        (scope, in) ->
            Map.of("loss", scope.ops().sum(scope.ops().relu(scope.variable("l.w")), false));
    try (Engine engine = engine(HostTensor.of(Shape.of(2), 0f, 1f))) {
      Kinks kinks = KinkProbe.of(program, engine.variables(), Map.of());

      assertThat(gradient(engine, program, kinks, 0)).containsExactly(0, 1);
      assertThat(gradient(engine, program, kinks, 1)).containsExactly(1, 1);
    }
  }

  @Test
  void onlyABoundedShareIsLeftToRounding() {
    Kinks.Jump jump = new Kinks.Jump(0, List.of(new Kinks.Side(0, 1)), 0);
    Kinks.Site one = new Kinks.Site(0, "relu", "l", Shape.of(9), List.of(jump));
    Kinks.Site two = new Kinks.Site(0, "relu", "l", Shape.of(9), List.of(jump, jump));

    assertThat(new Kinks(List.of(), 9).explainable()).isFalse();
    assertThat(new Kinks(List.of(one), 9).explainable()).isTrue();
    assertThat(new Kinks(List.of(two), 1999).explainable()).isFalse();
    assertThat(new Kinks(List.of(two), 2000).explainable()).isTrue();
  }

  @Test
  void windowsMayOverlapAndReachOverTheEdge() {
    assertThat(Windows.of(Shape.of(1, 1, 2, 3), PoolSpec.of(2, 2)))
        .containsExactly(List.of(0, 1, 3, 4));
    assertThat(
            Windows.of(
                Shape.of(1, 2, 3, 1), new PoolSpec(List.of(3, 1), List.of(2, 1), List.of(1, 0))))
        .containsExactly(List.of(0, 1), List.of(1, 2), List.of(3, 4), List.of(4, 5));
  }

  private static Engine engine(HostTensor value) {
    Engine engine = ConformanceTest.engine("pytorch");
    engine
        .variables()
        .create(
            new VariableSpec(
                "l.w",
                value.dtype(),
                value.shape(),
                VariableKind.PARAMETER,
                (type, shape, key) -> value),
            value);
    return engine;
  }

  private static double[] gradient(Engine engine, Program program, Kinks kinks, int side) {
    PinnedProgram pinned = new PinnedProgram(program, kinks);
    Map<Kinks.Jump, Integer> chosen = new HashMap<>();
    Map<String, HostTensor> moves = new HashMap<>();
    for (Kinks.Site site : kinks.sites()) {
      site.jumps().forEach(jump -> chosen.put(jump, side));
      moves.putAll(pinned.at(site, chosen));
    }
    try (CompiledProgram step = engine.compile(pinned, Compilation.gradients("loss"))) {
      return step.run(moves, RandomKey.of(0)).get("grad/l.w").toDoubles();
    }
  }
}
