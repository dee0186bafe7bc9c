package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeepSupervisionTest {
  private static final RandomKey KEY = RandomKey.of(3);

  /** 16, 8, 4 and 2 of 30 parts, as nnU-Net has them for six levels: .533, .267, .133, .067. */
  @Test
  void lossesCountHalfAsMuchFromSizeToSize() {
    Map<String, HostTensor> in =
        Map.of("a", scores(8), "b", scores(4), "c", scores(2), "d", scores(1), "labels", labels(8));

    Map<String, HostTensor> out =
        run(
            (scope, t) -> {
              var ops = scope.ops();
              Tensor labels = t.get("labels");
              List<Tensor> coarse = List.of(t.get("b"), t.get("c"), t.get("d"));
              SupervisedLosses finest = SupervisedLosses.ofLabels(ops, t.get("a"), labels);
              SupervisedLosses all = finest.with(ops, coarse, labels);
              Tensor sum = ops.mul(finest.sum(ops), 16 / 30.0);
              double share = 8 / 30.0;
              for (Tensor scores : coarse) {
                Tensor reduced = DeepSupervision.reduced(ops, labels, scores.shape());
                Tensor loss = SupervisedLosses.ofLabels(ops, scores, reduced).sum(ops);
                sum = ops.add(sum, ops.mul(loss, share));
                share /= 2;
              }
              return Map.of("all", all.sum(ops), "sum", sum);
            },
            in);

    assertThat(out.get("all").item()).isCloseTo(out.get("sum").item(), within(1e-9));
  }

  @Test
  void withoutCoarseScoresTheLossesAreTheSame() {
    run(
        (scope, t) -> {
          SupervisedLosses finest =
              SupervisedLosses.ofLabels(scope.ops(), t.get("a"), t.get("labels"));
          assertThat(finest.with(scope.ops(), List.of(), t.get("labels"))).isSameAs(finest);
          return Map.of("sum", finest.sum(scope.ops()));
        },
        Map.of("a", scores(4), "labels", labels(4)));
  }

  /** Pixels 1 and 3 of four of a row, and pixel 2 of all four of a column. */
  @Test
  void coarsePixelsTakeTheLabelBehindTheMiddleOfThoseTheySpan() {
    HostTensor labels = HostTensor.fill(DType.I64, Shape.of(2, 4, 4), i -> i);

    Map<String, HostTensor> out =
        run(
            (scope, t) ->
                Map.of(
                    "reduced",
                    DeepSupervision.reduced(scope.ops(), t.get("labels"), Shape.of(2, 3, 1, 2))),
            Map.of("labels", labels));

    assertThat(out.get("reduced").shape()).isEqualTo(Shape.of(2, 1, 2));
    assertThat(out.get("reduced").toDoubles()).containsExactly(9, 11, 25, 27);
  }

  private static HostTensor scores(int size) {
    var random = KEY.child("scores" + size).generator();
    return HostTensor.fill(DType.F32, Shape.of(2, 3, size, size), i -> random.nextDouble());
  }

  private static HostTensor labels(int size) {
    return HostTensor.fill(DType.I64, Shape.of(2, size, size), i -> i * 7 % 3);
  }

  private static Map<String, HostTensor> run(Program program, Map<String, HostTensor> inputs) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        var compiled = engine.compile(program, Compilation.forward())) {
      return compiled.run(inputs, KEY);
    }
  }
}
