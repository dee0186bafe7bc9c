package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PasteMaskTest {
  @Test
  void labelsAreMixedAsImagesAre() {
    HostTensor image = HostTensor.of(Shape.of(2, 1, 3), 1L, 2L, 3L, 4L, 5L, 6L);
    HostTensor patch = HostTensor.of(Shape.of(2, 1, 3), 7L, 7L, 7L, 8L, 8L, 8L);
    HostTensor mask = HostTensor.of(Shape.of(1, 1, 1, 3), 1f, 0f, 1f);
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram program =
            engine.compile(
                (scope, in) ->
                    Map.of(
                        "mixed",
                        PasteMask.pasteLabels(
                            scope.ops(), in.get("image"), in.get("patch"), in.get("mask"))),
                Compilation.inference())) {
      HostTensor mixed =
          program
              .run(Map.of("image", image, "patch", patch, "mask", mask), RandomKey.of(1))
              .get("mixed");

      assertThat(mixed.dtype()).isEqualTo(DType.I64);
      assertThat(mixed.toDoubles()).containsExactly(1, 7, 3, 4, 8, 6);
    }
  }

  @Test
  void aBoxOfTwoThirdsOfEveryEdgeIsZero() {
    for (int seed = 0; seed < 50; seed++) {
      HostTensor mask = mask(2.0 / 3, RandomKey.of(seed), 6, 9);

      assertThat(mask.shape()).isEqualTo(Shape.of(1, 1, 6, 9));
      Set<Integer> rows = new TreeSet<>();
      Set<Integer> columns = new TreeSet<>();
      int zeros = 0;
      for (int i = 0; i < mask.size(); i++) {
        assertThat(mask.get(i)).isIn(0.0, 1.0);
        if (mask.get(i) == 0) {
          zeros++;
          rows.add(i / 9);
          columns.add(i % 9);
        }
      }
      // as many as rows times columns: the zeros are a box
      assertThat(rows).hasSize(4);
      assertThat(columns).hasSize(6);
      assertThat(zeros).isEqualTo(24);
    }
  }

  @Test
  void theEdgeIsRoundedDown() {
    // int(128 * 2 / 3) and int(96 * 2 / 3) of the published program
    assertThat(zeros(mask(2.0 / 3, RandomKey.of(1), 128, 96))).isEqualTo(85 * 64);
  }

  @Test
  void everyPlaceButTheLastIsDrawn() {
    // numpy's randint, which the published program draws with, excludes its upper bound
    Set<Integer> places = new TreeSet<>();
    for (int seed = 0; seed < 200; seed++) {
      HostTensor mask = mask(0.5, RandomKey.of(seed), 2, 8);
      int place = 0;
      // one of the two rows has the box
      while (mask.get(place) == 1 && mask.get(8 + place) == 1) {
        place++;
      }
      places.add(place);
    }
    assertThat(places).containsExactly(0, 1, 2, 3);
  }

  @Test
  void theBoxFollowsFromTheKey() {
    assertThat(mask(0.5, RandomKey.of(4), 16, 16).toDoubles())
        .isEqualTo(mask(0.5, RandomKey.of(4), 16, 16).toDoubles());
  }

  @Test
  void volumesGetABoxOfThreeAxes() {
    assertThat(zeros(mask(0.5, RandomKey.of(4), 4, 6, 8))).isEqualTo(2 * 3 * 4);
  }

  private static long zeros(HostTensor mask) {
    long zeros = 0;
    for (double value : mask.toDoubles()) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }

  private static HostTensor mask(double ratio, RandomKey key, int... spatial) {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, HostTensor.zeros(DType.F32, Shape.of(2, 1).append(spatial)));
    // a second draw must leave nothing of the first
    PasteMask mask = new PasteMask(ratio);
    mask.fill(0, RandomKey.of(999), inputs);
    mask.fill(1, key, inputs);
    return inputs.get(PasteMask.NAME);
  }
}
