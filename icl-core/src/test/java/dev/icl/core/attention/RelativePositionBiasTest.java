package dev.icl.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelativePositionBiasTest {
  private static final RandomKey KEY = RandomKey.of(3);

  private final ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());

  @AfterEach
  void close() {
    engine.close();
  }

  /** Swin's own table for a window of 2×2: a row step is three rows of the table. */
  @Test
  void theIndexOfASquareIsThePublishedOne() {
    VariableSpec index = new RelativePositionBias("a", List.of(2, 2), 1).variables().get(1);

    assertThat(index.dtype()).isEqualTo(DType.I64);
    assertThat(values(index)).containsExactly(4, 3, 1, 0, 5, 4, 2, 1, 7, 6, 4, 3, 8, 7, 5, 4);
  }

  @Test
  void theTableHasARowForEveryDifferenceOfPlaces() {
    List<VariableSpec> variables = new RelativePositionBias("a", List.of(7, 7, 7), 3).variables();

    assertThat(variables.get(0).name()).isEqualTo("a.relative_position_bias_table");
    assertThat(variables.get(0).shape()).isEqualTo(Shape.of(2197, 3));
    assertThat(variables.get(1).name()).isEqualTo("a.relative_position_index");
    assertThat(variables.get(1).shape()).isEqualTo(Shape.of(343, 343));
  }

  /** Three of four places: rows 4 3 1, 5 4 2, 7 6 4 of the table, not those of a smaller window. */
  @Test
  void fewerTokensTakeTheCornerOfTheIndex() {
    RelativePositionBias bias = new RelativePositionBias("a", List.of(2, 2), 2);
    HostTensor table = HostTensor.fill(DType.F32, Shape.of(9, 2), i -> i % 2 == 0 ? i / 2 : -i);
    VariableSpec rows = bias.variables().get(0);
    VariableSpec index = bias.variables().get(1);
    engine.variables().create(rows, table);
    engine.variables().create(index, index.initializer().create(index.dtype(), index.shape(), KEY));

    try (var program =
        engine.compile(
            (scope, in) -> Map.of("bias", bias.apply(scope, 3)), Compilation.inference())) {
      HostTensor found = program.run(Map.of(), KEY).get("bias");

      assertThat(found.shape()).isEqualTo(Shape.of(2, 3, 3));
      assertThat(found.toDoubles())
          .containsExactly(
              new double[] {4, 3, 1, 5, 4, 2, 7, 6, 4, -9, -7, -3, -11, -9, -5, -15, -13, -9},
              within(1e-6));
    }
  }

  private static double[] values(VariableSpec spec) {
    return spec.initializer().create(spec.dtype(), spec.shape(), KEY).toDoubles();
  }
}
