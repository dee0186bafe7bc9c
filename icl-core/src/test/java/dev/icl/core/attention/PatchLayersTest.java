package dev.icl.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Layer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The places where the layers between sizes put their numbers. Linear weights are the identity and
 * the input counts up, so that what comes out is what was read, but for the normalisation, which
 * keeps the order of a token's channels.
 */
class PatchLayersTest {
  private static final RandomKey KEY = RandomKey.of(11);

  private final ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());

  @AfterEach
  void close() {
    engine.close();
  }

  /** Of the rows 0 1 and 2 3 the authors read 0, 2, 1, 3: rank 1 of the second is third. */
  @Test
  void neighboursOfImagesComeColumnAfterColumn() {
    assertThat(ranks(merged(2, MergeOrder.FIRST_AXIS_FASTEST, 1, 2, 2, 1)))
        .containsExactly(0, 2, 1, 3);
  }

  @Test
  void theCompleteMergingReadsEachNeighbourOnce() {
    assertThat(ranks(merged(3, MergeOrder.LAST_AXIS_FASTEST, 1, 2, 2, 2, 1)))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  /** The octants 000 100 010 001 101 010 001 111 of 0 to 7. */
  @Test
  void theMergingOfMonaiReadsTwoNeighboursTwiceAndTwoNever() {
    double[] merged = merged(3, MergeOrder.MONAI_3D, 1, 2, 2, 2, 1);

    assertThat(merged[2]).isEqualTo(merged[5]);
    assertThat(merged[3]).isEqualTo(merged[6]);
    assertThat(distinct(merged)).hasSize(6);
    assertThat(ranks(new double[] {merged[0], merged[1], merged[2], merged[3], merged[4]}))
        .containsExactly(0, 3, 2, 1, 4);
    assertThat(merged[7]).isGreaterThan(merged[4]);
  }

  @Test
  void theMergingOfMonaiIsForVolumes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PatchMerging("m", 2, 4, MergeOrder.MONAI_3D))
        .withMessage("MONAI_3D is for three axes, not 2");
  }

  @Test
  void everyTokenThatComesOfOneIsNormalisedByItself() {
    PatchExpanding expanding = new PatchExpanding("p", 2, 8, 2, 2);

    HostTensor out = run(expanding, HostTensor.fill(DType.F32, Shape.of(1, 1, 1, 8), i -> i * i));

    assertThat(out.shape()).isEqualTo(Shape.of(1, 2, 2, 2));
    // each pair is normalised by itself: the first is the smaller one
    assertThat(out.toDoubles())
        .satisfies(
            values -> {
              for (int i = 0; i < 8; i += 2) {
                assertThat(values[i]).isLessThan(0);
                assertThat(values[i + 1]).isGreaterThan(0);
              }
            });
  }

  @Test
  void expandedTokensLieBesideTheTokenTheyComeFrom() {
    PatchExpanding expanding = new PatchExpanding("p", 2, 8, 2, 2);
    create(expanding);
    // tokens 0 and 1 of one row; all is 0 but channel 3 of token 1: row 0, column 1, channel 1
    HostTensor x = HostTensor.fill(DType.F32, Shape.of(1, 1, 2, 8), i -> i == 11 ? 1 : 0);

    double[] out = applied(expanding, x).toDoubles();

    // of [2, 4, 2], the tokens of token 1 have the columns 2 and 3
    for (int i = 0; i < out.length; i++) {
      assertThat(Math.abs(out[i]) > 0.5).as("element " + i).isEqualTo(i / 2 == 3);
    }
  }

  @Test
  void aPatchBecomesATokenWithItsChannelsLast() {
    PatchEmbedding embedding = new PatchEmbedding("e", 2, 1, 3, 2, false);
    create(embedding);
    engine
        .variables()
        .write(
            "e.proj.weight",
            HostTensor.fill(DType.F32, Shape.of(3, 1, 2, 2), i -> i % 4 == 3 ? 1 + i / 4 : 0));
    engine.variables().write("e.proj.bias", HostTensor.zeros(DType.F32, Shape.of(3)));

    HostTensor out = applied(embedding, HostTensor.fill(DType.F32, Shape.of(1, 1, 2, 4), i -> i));

    assertThat(out.shape()).isEqualTo(Shape.of(1, 1, 2, 3));
    // the last pixel of each patch, times the number of the channel
    assertThat(out.toDoubles()).containsExactly(5, 10, 15, 7, 14, 21);
  }

  private double[] merged(int rank, MergeOrder order, int... shape) {
    PatchMerging merging = new PatchMerging("m", rank, 1, order);
    create(merging);
    int parts = 1 << rank;
    // the first output of each of the runs below is one part of what was put together
    double[] merged = new double[parts];
    HostTensor x = HostTensor.fill(DType.F32, Shape.of(shape), i -> i);
    for (int part = 0; part < parts; part++) {
      int chosen = part;
      engine
          .variables()
          .write(
              "m.reduction.weight",
              HostTensor.fill(DType.F32, Shape.of(2, parts), i -> i == chosen ? 1 : 0));
      merged[part] = applied(merging, x).get(0);
    }
    return merged;
  }

  private HostTensor run(Layer layer, HostTensor x) {
    create(layer);
    return applied(layer, x);
  }

  private void create(Layer layer) {
    for (VariableSpec spec : layer.variables()) {
      boolean matrix = spec.shape().rank() == 2;
      int columns = spec.shape().dim(-1);
      HostTensor value =
          matrix
              ? HostTensor.fill(spec.dtype(), spec.shape(), i -> i / columns == i % columns ? 1 : 0)
              : spec.initializer().create(spec.dtype(), spec.shape(), KEY);
      engine.variables().create(spec, value);
    }
  }

  private HostTensor applied(Layer layer, HostTensor x) {
    try (var program =
        engine.compile(
            (scope, in) -> Map.of("y", layer.apply(scope, in.get("x"))), Compilation.inference())) {
      return program.run(Map.of("x", x), KEY).get("y");
    }
  }

  private static int[] ranks(double[] values) {
    double[] sorted = distinct(values);
    return Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(sorted, v)).toArray();
  }

  private static double[] distinct(double[] values) {
    return Arrays.stream(values).sorted().distinct().toArray();
  }
}
