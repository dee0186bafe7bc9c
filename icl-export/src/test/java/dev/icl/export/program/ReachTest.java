package dev.icl.export.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final int WHOLE = 48;
  private static final int DIVISOR = 4;
  private static final Program NETWORK = network(Resize.LINEAR);

  private final HostTensor weight =
      HostTensor.fill(DType.F32, Shape.of(1, 1, 3, 3), i -> 0.1 + 0.05 * (i % 4));

  @Test
  void tilesWithTheReachAsHaloGiveWhatTheWholeImageGives() {
    Reach reach = Reach.of(recorded(NETWORK));
    int halo = (reach.distances().get(1) + DIVISOR - 1) / DIVISOR * DIVISOR;
    HostTensor image =
        HostTensor.fill(
            DType.F32, Shape.of(1, 1, DIVISOR, WHOLE), i -> Math.sin(i * i % 17) + i % 5);
    int from = 4;
    int size = 2 * halo + DIVISOR;
    HostTensor tile =
        HostTensor.fill(
            DType.F32,
            Shape.of(1, 1, DIVISOR, size),
            i -> image.get((int) (i / size * WHOLE + from + i % size)));

    HostTensor whole = run(image);
    HostTensor part = run(tile);

    assertThat(reach.isWhole()).isTrue();
    assertThat(size).isLessThan(WHOLE - from);
    for (int x = halo; x < size - halo; x++) {
      assertThat(part.get(x)).isCloseTo(whole.get(from + x), within(1e-6));
    }
    // the halo is needed
    assertThat(part.get(0)).isNotCloseTo(whole.get(from), within(1e-3));
  }

  @Test
  void whereCornersAreAlignedTilesAreNotExact() {
    assertThat(Reach.of(recorded(network(Resize.LINEAR_ALIGNED))).isWhole()).isFalse();
  }

  @Test
  void instanceNormsSeeTheWholeImage() {
    Program program =
        (scope, inputs) -> Map.of("y", scope.ops().instanceNorm(inputs.get("x"), 1e-5));

    assertThat(Reach.of(recorded(program))).isEqualTo(new Reach(List.of(0, 0), false));
  }

  /** Two levels, as a U-Net's. */
  private static Program network(Resize resize) {
    return (scope, inputs) -> {
      Ops ops = scope.ops();
      Tensor kernel = scope.variable("w");
      Tensor skip = ops.conv(inputs.get("x"), kernel, null, ConvSpec.same(3, 3));
      Tensor deep =
          ops.conv(ops.maxPool(skip, PoolSpec.of(2, 2)), kernel, null, ConvSpec.same(3, 3));
      Tensor up = ops.resize(deep, skip.shape().spatial(), resize);
      return Map.of("y", ops.conv(ops.add(up, skip), kernel, null, ConvSpec.same(3, 3)));
    };
  }

  private RecordedProgram recorded(Program program) {
    HostVariables variables = new HostVariables();
    variables.create(spec(), weight);
    Map<String, Example> images = Map.of("x", new Example(DType.F32, Shape.of(1, 8, 8)));
    return new Recorder(variables).record(program, images, List.of(DIVISOR, DIVISOR));
  }

  private HostTensor run(HostTensor image) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      engine.variables().create(spec(), weight);
      return engine
          .compile(NETWORK, Compilation.inference())
          .run(Map.of("x", image), RandomKey.of(0))
          .get("y");
    }
  }

  private VariableSpec spec() {
    return new VariableSpec(
        "w", DType.F32, weight.shape(), VariableKind.PARAMETER, (d, s, k) -> weight);
  }
}
