package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.nn.ChannelDropout;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dropout and stochastic depth. */
interface MaskContract extends EngineUnderTest {
  private Rig portable() {
    return new Rig(start(EngineOptions.defaults().withRandom(RandomMode.PORTABLE)));
  }

  private static HostTensor ones(int... dims) {
    return HostTensor.fill(DType.F32, Shape.of(dims), i -> 1);
  }

  private static Program dropout(double rate) {
    return (scope, in) -> Map.of("y", scope.dropout(in.get("x"), rate, in.get("x").shape()));
  }

  @Test
  default void portableMasksAreThoseOfTheStepsKey() {
    Program program =
        (scope, in) -> {
          Tensor x = in.get("x");
          Tensor first = scope.dropout(x, 0.3, x.shape());
          Tensor same = scope.dropout(x, 0, x.shape());
          Tensor second = scope.dropout(x, 0.5, x.shape());
          return Map.of("first", first, "same", same, "second", second);
        };
    Shape shape = Shape.of(2, 3, 4, 5);
    try (Rig rig = portable();
        CompiledProgram compiled = rig.compile(program, Compilation.forward())) {
      for (RandomKey key : new RandomKey[] {RandomKey.of(1), RandomKey.of(2), RandomKey.of(1)}) {
        Map<String, HostTensor> results = compiled.run(Map.of("x", ones(2, 3, 4, 5)), key);

        assertThat(results.get("first").toFloats())
            .containsExactly(PortableMasks.draw(key, 0, 0.3, shape).toFloats());
        assertThat(results.get("same").toFloats()).containsOnly(1);
        assertThat(results.get("second").toFloats())
            .containsExactly(PortableMasks.draw(key, 1, 0.5, shape).toFloats());
      }
    }
  }

  @Test
  default void aMaskMayBeSharedByTheElementsOfASample() {
    Program stochasticDepth =
        (scope, in) -> Map.of("y", scope.dropout(in.get("x"), 0.5, Shape.of(6, 1, 1, 1, 1)));
    try (Rig rig = portable()) {
      HostTensor result =
          rig.run(stochasticDepth, Compilation.forward(), Map.of("x", ones(6, 2, 1, 3, 2)))
              .get("y");
      float[] mask = PortableMasks.draw(Rig.KEY, 0, 0.5, Shape.of(6, 1, 1, 1, 1)).toFloats();
      for (int i = 0; i < result.size(); i++) {
        assertThat(result.get(i)).isEqualTo(mask[i / 12]);
      }
    }
  }

  @Test
  default void aMaskMayBeSharedByTheElementsOfAChannel() {
    Program channelDropout =
        (scope, in) -> Map.of("y", new ChannelDropout(0.5).apply(scope, in.get("x")));
    try (Rig rig = portable()) {
      HostTensor result =
          rig.run(channelDropout, Compilation.forward(), Map.of("x", ones(3, 4, 1, 3, 2))).get("y");
      float[] mask = PortableMasks.draw(Rig.KEY, 0, 0.5, Shape.of(3, 4, 1, 1, 1)).toFloats();
      for (int i = 0; i < result.size(); i++) {
        assertThat(result.get(i)).isEqualTo(mask[i / 6]);
      }
    }
  }

  @Test
  default void gradientsPassThroughTheMask() {
    Program program =
        (scope, in) -> {
          Tensor dropped = scope.dropout(scope.variable("w"), 0.4, scope.variable("w").shape());
          return Map.of("loss", scope.ops().sum(scope.ops().square(dropped), false));
        };
    HostTensor w = Values.random("w", 3, 7);
    try (Rig rig = portable().parameter("w", w)) {
      HostTensor gradient = rig.run(program, Compilation.gradients("loss"), Map.of()).get("grad/w");
      HostTensor mask = PortableMasks.draw(Rig.KEY, 0, 0.4, w.shape());
      for (int i = 0; i < w.size(); i++) {
        double factor = mask.get(i);
        assertThat(gradient.get(i)).isCloseTo(2 * w.get(i) * factor * factor, within(1e-4));
      }
    }
  }

  @Test
  default void inferenceDropsNothing() {
    HostTensor x = Values.random("x", 2, 50);
    for (RandomMode mode : RandomMode.values()) {
      try (Rig rig = new Rig(start(EngineOptions.defaults().withRandom(mode)))) {
        HostTensor y = rig.run(dropout(0.5), Compilation.inference(), Map.of("x", x)).get("y");
        assertThat(y.toFloats()).containsExactly(x.toFloats());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0", "0.5, 0", "0.002, 0", "0.998, 0", "0.05, 37"})
  default void theEnginesOwnMasksKeepTheRightShareAndScaleIt(double rate, int columns) {
    Shape shape = columns == 0 ? Shape.of(40_000) : Shape.of(3, 9, 41, columns);
    int count = (int) shape.numel();
    try (Rig rig = rig();
        CompiledProgram compiled = rig.compile(dropout(rate), Compilation.forward())) {
      Map<String, HostTensor> x = Map.of("x", ones(shape.toArray()));
      float[] first = compiled.run(x, Rig.KEY).get("y").toFloats();
      float[] second = compiled.run(x, Rig.KEY.child(1)).get("y").toFloats();
      float kept = (float) (1 / (1 - rate));

      int survivors = 0;
      int agreements = 0;
      for (int i = 0; i < count; i++) {
        if (first[i] != 0) {
          assertThat(first[i]).isCloseTo(kept, within(1e-5f * kept));
          survivors++;
        }
        agreements += first[i] == second[i] ? 1 : 0;
      }
      double fiveSigma = 5 * Math.sqrt(count * rate * (1 - rate));
      double agreeing = rate * rate + (1 - rate) * (1 - rate);
      assertThat((double) survivors).isCloseTo(count * (1 - rate), within(fiveSigma));
      assertThat((double) agreements)
          .as("two steps draw independent masks")
          .isCloseTo(count * agreeing, within(5 * Math.sqrt(count * agreeing * (1 - agreeing))));
    }
  }

  @Test
  default void theEnginesOwnMasksFollowFromTheStep() {
    float[][] masks = new float[2][];
    for (int i = 0; i < 2; i++) {
      try (Rig rig = rig()) {
        masks[i] =
            rig.run(dropout(0.5), Compilation.forward(), Map.of("x", ones(500)))
                .get("y")
                .toFloats();
      }
    }
    assertThat(Arrays.equals(masks[0], masks[1])).isTrue();
  }

  @Test
  default void impossibleDropoutsAreRefused() {
    try (Rig rig = rig()) {
      Map<String, HostTensor> inputs = Map.of("x", ones(2, 3));
      assertThatThrownBy(() -> rig.run(dropout(1), Compilation.forward(), inputs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("dropout: rate must be at least 0 and below 1, got 1.0");
      assertThatThrownBy(
              () ->
                  rig.run(
                      (scope, in) -> Map.of("y", scope.dropout(in.get("x"), 0.5, Shape.of(2))),
                      Compilation.forward(),
                      inputs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("dropout: mask [2] does not broadcast to input [2, 3]");
    }
  }
}
